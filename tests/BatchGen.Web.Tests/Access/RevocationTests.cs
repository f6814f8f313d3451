using System.Net;
using System.Security.Claims;
using BatchGen.Batches.Data;
using BatchGen.Testing;
using BatchGen.Web.Access;
using BatchGen.Web.Tests.Hosting;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Access;

/// <summary>What is open when a role is taken: a browser's session, and a page that stays open without asking again.</summary>
public sealed class RevocationTests(RevocationTests.WatchfulServer server) : IClassFixture<RevocationTests.WatchfulServer>
{
    private Accounts Accounts => server.Services.GetRequiredService<Accounts>();

    [Fact]
    public async Task Session_Ends_WhenTheRoleOfItsUserIsTaken()
    {
        var user = await Visitor.UserAsync(server, Role.Admin);
        using var person = await Visitor.PersonAsync(server, user, Role.Admin);
        Assert.Equal(HttpStatusCode.OK, await AdminPageAsync(person));

        await Accounts.SetRoleAsync(user, Role.Viewer, "test", CancellationToken.None);

        await Patience.UntilAsync(async () => await AdminPageAsync(person) != HttpStatusCode.OK, "the session's end");
        // To the sign-in page, which is where a session begins again with the rights of now.
        Assert.Equal(HttpStatusCode.Redirect, await AdminPageAsync(person));
    }

    [Fact]
    public async Task OpenPage_LosesItsUser_WhenTheRoleIsTaken()
    {
        var user = await Visitor.UserAsync(server, Role.Operator);
        await using var circuit = server.Services.CreateAsyncScope();
        var states = circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        ((IHostEnvironmentAuthenticationStateProvider)states).SetAuthenticationState(
            Task.FromResult(new AuthenticationState(await PrincipalAsync(circuit.ServiceProvider, user))));
        Assert.True((await states.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated);
        var changed = new TaskCompletionSource<AuthenticationState>(TaskCreationOptions.RunContinuationsAsynchronously);
        states.AuthenticationStateChanged += async state => changed.TrySetResult(await state);

        await Accounts.SetRoleAsync(user, Role.Viewer, "test", CancellationToken.None);

        Assert.False((await changed.Task.WaitAsync(Patience.Ceiling)).User.Identity!.IsAuthenticated);
    }

    private static async Task<HttpStatusCode> AdminPageAsync(Visitor visitor)
    {
        using var answer = await visitor.Client.GetAsync(new Uri("/admin", UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<ClaimsPrincipal> PrincipalAsync(IServiceProvider services, long userId)
    {
        var user = await services.GetRequiredService<UserManager<User>>().FindByIdAsync(userId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return await services.GetRequiredService<IUserClaimsPrincipalFactory<User>>().CreateAsync(user!);
    }

    /// <summary>Looks at open sessions many times a second.</summary>
    public sealed class WatchfulServer() : RunningServer(FailToLoad, KeyValuePair.Create<string, string?>("Auth:RevalidationInterval", "00:00:00.05"));
}
