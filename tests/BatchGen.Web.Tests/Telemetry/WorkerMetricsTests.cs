using System.Net;
using BatchGen.Batches.Data;
using BatchGen.Testing.Databases;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.OpenAi;

namespace BatchGen.Web.Tests.Telemetry;

public sealed class WorkerMetricsTests
{
    [Fact]
    public async Task Metrics_AreServedByAWorkerToo_AndNeedAKeyThere()
    {
        var cluster = PostgreSqlCluster.Start("-c fsync=off");
        await using var server = new ConfiguredServer(
            ("Node:Role", "Worker"), ("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", cluster.ConnectionString("postgres") + ";Pooling=false"));
        await server.InitializeAsync();
        using var nobody = Visitor.Nobody(server);
        using var reader = await Visitor.ProgramAsync(server, Role.Viewer, Rights.Read);

        using var refused = await nobody.SendAsync(HttpMethod.Get, "/metrics");
        using var answer = await reader.SendAsync(HttpMethod.Get, "/metrics");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var metrics = Exposition.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(1, metrics.Sum("batchgen_build_info", ("role", "worker")));
        Assert.Equal(9, metrics.Find("batchgen_queue_items").Count());
    }
}
