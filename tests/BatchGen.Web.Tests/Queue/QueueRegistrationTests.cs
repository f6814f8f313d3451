using BatchGen.Web.Queue;
using Hangfire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Queue;

public sealed class QueueRegistrationTests
{
    [Fact]
    public void Jobs_AreMadeByTheirOwnApplication_WhenAnotherIsSetUpMeanwhile()
    {
        using var first = Application("first");
        using var second = Application("second");
        _ = first.GetRequiredService<IGlobalConfiguration>();
        _ = second.GetRequiredService<IGlobalConfiguration>();

        Assert.Equal(["first", "second"], [Make(first), Make(second)]);
    }

    private static ServiceProvider Application(string name) =>
        new ServiceCollection().AddLogging().AddSingleton(name).AddQueue(new ConfigurationBuilder().Build()).BuildServiceProvider();

    private static string Make(ServiceProvider application)
    {
        using var scope = application.GetRequiredService<JobActivator>().BeginScope((JobActivatorContext?)null);
        return (string)scope.Resolve(typeof(string));
    }
}
