using System.Net;
using System.Net.Http.Headers;
using BatchGen.Batches.Data;
using BatchGen.Web.Access;
using BatchGen.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Access;

/// <summary>Somebody who asks the server: nobody, a person with a session, or a program with a key.</summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };

    private Visitor(RunningServer server, Rights rights)
    {
        Rights = rights;
        Client = new HttpClient(_handler) { BaseAddress = new Uri(server.Address) };
    }

    public HttpClient Client { get; }

    /// <summary>What they are to be allowed.</summary>
    public Rights Rights { get; }

    public bool HasKey => Client.DefaultRequestHeaders.Authorization is not null;

    public static Visitor Nobody(RunningServer server) => new(server, Rights.None);

    /// <summary>Through the very link that an invitation is.</summary>
    public static async Task<Visitor> PersonAsync(RunningServer server, Role role)
    {
        return await PersonAsync(server, await UserAsync(server, role), role);
    }

    /// <summary>Somebody who has an account already.</summary>
    public static async Task<Visitor> PersonAsync(RunningServer server, long user, Role role)
    {
        var token = await server.Services.GetRequiredService<SignInLinks>().IssueAsync(user, TimeSpan.FromHours(1), "test", CancellationToken.None);
        var visitor = new Visitor(server, RoleRights.Of(role));
        using var answer = await visitor.Client.GetAsync(new Uri($"{SignInLinks.StartPath}?token={token}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return visitor;
    }

    public static async Task<Visitor> ProgramAsync(RunningServer server, Role role, Rights scopes)
    {
        var user = await UserAsync(server, role);
        var key = await server.Services.GetRequiredService<ApiKeys>().IssueAsync(user, new NewApiKey("test", scopes), "test", CancellationToken.None);
        return WithKey(server, key.Secret, scopes & RoleRights.Of(role));
    }

    public static Visitor WithKey(RunningServer server, string secret, Rights rights)
    {
        var visitor = new Visitor(server, rights);
        visitor.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return visitor;
    }

    public static async Task<long> UserAsync(RunningServer server, Role role)
    {
        var name = $"{role}-{Guid.NewGuid():N}".ToLowerInvariant();
        var outcome = await server.Services.GetRequiredService<Accounts>().CreateAsync(name, role, "test", CancellationToken.None);
        return Assert.IsType<AccountDone>(outcome).UserId;
    }

    public void Dispose()
    {
        Client.Dispose();
        _handler.Dispose();
    }
}
