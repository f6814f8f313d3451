using System.Net;
using BatchGen.Web.Queue;
using Microsoft.AspNetCore.Http;

namespace BatchGen.Web.Tests.Queue;

public sealed class LocalDashboardFilterTests
{
    [Theory]
    [InlineData("127.0.0.1", "localhost:5080", null, true)]
    [InlineData("127.0.0.1", "127.0.0.1:5080", null, true)]
    [InlineData("::1", "[::1]:5080", null, true)]
    [InlineData("192.168.1.20", "localhost:5080", null, false)]
    [InlineData("127.0.0.1", "batchgen.example", null, false)]
    [InlineData("127.0.0.1", "localhost:5080", "X-Forwarded-For", false)]
    [InlineData("127.0.0.1", "localhost:5080", "Forwarded", false)]
    public void IsLocal_TrustsOnlyWhoeverSitsHere(string address, string host, string? header, bool expected)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        http.Request.Host = new HostString(host);
        if (header is not null)
            http.Request.Headers[header] = "203.0.113.7";

        Assert.Equal(expected, LocalDashboardFilter.IsLocal(http));
    }
}
