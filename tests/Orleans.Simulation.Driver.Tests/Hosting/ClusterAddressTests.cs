using Orleans.Simulation.Driver.Hosting;

namespace Orleans.Simulation.Driver.Tests.Hosting;

/// <summary>Covers: what names a cluster.</summary>
public sealed class ClusterAddressTests
{
    [Theory]
    [InlineData("redis://redis:6379", "redis", 6379, 0, "redis://redis:6379/0")]
    [InlineData("redis://10.0.0.7:7000/3", "10.0.0.7", 7000, 3, "redis://10.0.0.7:7000/3")]
    [InlineData("127.0.0.1:11111", "127.0.0.1", 11_111, null, "127.0.0.1:11111")]
    [InlineData("silo-0.silos:30000", "silo-0.silos", 30_000, null, "silo-0.silos:30000")]
    [InlineData("[::1]:11111", "::1", 11_111, null, "[::1]:11111")]
    public void Address_Good_IsRead(string text, string host, int port, int? database, string shown)
    {
        Assert.True(ClusterAddress.TryParse(text, out var address));
        Assert.Equal((host, port, database), (address.Host, address.Port, address.Database));
        Assert.Equal(database is not null, address.IsRedis);
        Assert.Equal(shown, address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("redis://")]
    [InlineData("redis://redis")]
    [InlineData("redis://redis:0")]
    [InlineData("redis://redis:6379/x")]
    [InlineData("redis://redis:6379/-1")]
    [InlineData("redis://user:secret@redis:6379")]
    [InlineData("redis://redis:6379?ssl=true")]
    [InlineData("http://redis:6379")]
    [InlineData("host")]
    [InlineData("host:port")]
    [InlineData("host:65536")]
    [InlineData("host:11111/1")]
    public void Address_Bad_IsRefused(string text) => Assert.False(ClusterAddress.TryParse(text, out _));
}
