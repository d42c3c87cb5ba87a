using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Orleans.Simulation.Driver.Tests.Telemetry;

/// <summary>A collector on loopback that keeps what it is sent; names are readable in it, whatever else is.</summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Text)> _received = new();
    private readonly WebApplication _application;

    private OtlpCollector(HttpProtocols protocols)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        _application = builder.Build();
        _application.Run(ReceiveAsync);
    }

    /// <summary>Its URL.</summary>
    public Uri Address => new(_application.Urls.Single());

    /// <summary>Starts one.</summary>
    public static async Task<OtlpCollector> StartAsync(HttpProtocols protocols = HttpProtocols.Http1)
    {
        var collector = new OtlpCollector(protocols);
        await collector._application.StartAsync();
        return collector;
    }

    /// <summary>All that was sent to a path.</summary>
    public string TextOf(string path) =>
        string.Concat(_received.Where(each => each.Path == path).Select(each => each.Text));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        if (context.Response.SupportsTrailers())
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }
}
