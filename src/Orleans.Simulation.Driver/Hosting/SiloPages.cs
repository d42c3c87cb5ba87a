using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Dashboard;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Simulation.Driver.Hosting;

/// <summary>What a silo answers over HTTP: its health and, where it is asked for, the Orleans Dashboard.</summary>
internal static class SiloPages
{
    private const string DashboardPath = "/dashboard";

    /// <summary>Adds what the dashboard needs. It sees every call, which costs time.</summary>
    public static void AddDashboard(ISiloBuilder silo) => silo.AddDashboard();

    /// <summary>Adds the pages.</summary>
    public static void Map(WebApplication application, SiloSettings settings)
    {
        application.MapGet("/health/live", context => context.Response.WriteAsync("live"));
        application.MapGet("/health/ready", TellWhetherReadyAsync);
        if (settings.Dashboard)
        {
            application.MapOrleansDashboard(DashboardPath);
        }
    }

    private static Task TellWhetherReadyAsync(HttpContext context)
    {
        var self = context.RequestServices.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        var status = context.RequestServices.GetRequiredService<IClusterMembershipService>().CurrentSnapshot.GetSiloStatus(self);
        context.Response.StatusCode = status == SiloStatus.Active
            ? StatusCodes.Status200OK
            : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync(status == SiloStatus.Active ? "ready" : $"not ready: {status}");
    }
}
