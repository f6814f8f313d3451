using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using BatchGen.Batches.Data;
using BatchGen.Web.Access;
using BatchGen.Web.Tests.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Access;

/// <summary>Links, passwords and keys, over HTTP as a browser or a program uses them.</summary>
public sealed partial class SignInTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Password = "correct horse battery";

    private Accounts Accounts => server.Services.GetRequiredService<Accounts>();

    private ApiKeys Keys => server.Services.GetRequiredService<ApiKeys>();

    [Fact]
    public async Task StartLink_SignsInOnce_AndAsksForAPassword()
    {
        using var first = Visitor.Nobody(server);
        using var second = Visitor.Nobody(server);
        var link = await LinkAsync(await Visitor.UserAsync(server, Role.Admin), SignInLinks.StartPath);

        Assert.Equal(AccountEndpoints.PasswordPath, await PlaceAsync(first, link));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(first, "/admin"));
        Assert.Equal($"{SessionCookie.SignInPath}?problem=link", await PlaceAsync(second, link));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(second, "/admin"));
    }

    [Fact]
    public async Task Welcome_KeepsTheLink_UntilAGoodPasswordIsChosen()
    {
        var user = await Visitor.UserAsync(server, Role.Submitter);
        var link = await LinkAsync(user, SignInLinks.WelcomePath);
        using var visitor = Visitor.Nobody(server);

        // Whoever only looks, as a mail program does, uses nothing up.
        Assert.Contains("Welcome", await PageAsync(visitor, link), StringComparison.Ordinal);
        using var weak = await PostAsync(visitor, link, "welcome", New("short", "short"));
        Assert.Contains("password_too_weak", await weak.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var differing = await PostAsync(visitor, link, "welcome", New(Password, Password + "."));
        Assert.Contains("passwords_differ", await differing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var good = await PostAsync(visitor, link, "welcome", New(Password, Password));
        Assert.Equal(HttpStatusCode.Redirect, good.StatusCode);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor, "/new"));
        Assert.Contains("sign_in_link_invalid", await PageAsync(visitor, link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_OpensASession_ThatEndsBySigningOut()
    {
        var name = await NewUserAsync(Role.Viewer);
        using var visitor = Visitor.Nobody(server);

        using var wrong = await SignInAsync(visitor, name, "not the password");
        Assert.Contains("sign_in_refused", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var right = await SignInAsync(visitor, name, Password);
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor, "/batches"));

        using var forged = await visitor.Client.PostAsync(new Uri(AccountEndpoints.SignOutPath, UriKind.Relative), new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visitor, "/batches"));

        var token = Token(await PageAsync(visitor, "/batches"));
        using var end = await visitor.Client.PostAsync(
            new Uri(AccountEndpoints.SignOutPath, UriKind.Relative), new FormUrlEncodedContent([new("__RequestVerificationToken", token)]));
        Assert.Equal(HttpStatusCode.Redirect, end.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(visitor, "/batches"));
    }

    [Theory]
    [InlineData("//elsewhere.example/")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    public async Task SignIn_StaysOnThisServer_WhereverTheLinkPoints(string returnUrl)
    {
        var name = await NewUserAsync(Role.Viewer);
        using var visitor = Visitor.Nobody(server);

        using var answer = await PostAsync(
            visitor, $"{SessionCookie.SignInPath}?returnUrl={Uri.EscapeDataString(returnUrl)}", "sign-in", Credentials(name, Password));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.DoesNotContain("elsewhere", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_SaysSoInItsPlace_WhenTheRoleDoesNotAllowIt()
    {
        using var viewer = await Visitor.PersonAsync(server, Role.Viewer);

        using var denied = await viewer.Client.GetAsync(new Uri("/admin", UriKind.Relative));
        using var missing = await viewer.Client.GetAsync(new Uri("/not-there", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        Assert.Contains("not for your role", await denied.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Contains("nothing at this address", await missing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_IsThrottled_WhenPasswordsAreTried()
    {
        await using var other = new RunningServer();
        await ((IAsyncLifetime)other).InitializeAsync();
        using var visitor = Visitor.Nobody(other);
        var token = Token(await PageAsync(visitor, SessionCookie.SignInPath));
        HttpResponseMessage? answer = null;
        for (var attempt = 0; attempt <= SignInLimiter.TriesPerMinute && answer?.StatusCode is not HttpStatusCode.TooManyRequests; attempt++)
        {
            answer?.Dispose();
            using var content = new FormUrlEncodedContent(
                new Dictionary<string, string>(Credentials("nobody", $"guess {attempt}")) { ["_handler"] = "sign-in", ["__RequestVerificationToken"] = token });
            answer = await visitor.Client.PostAsync(new Uri(SessionCookie.SignInPath, UriKind.Relative), content);
        }

        using (answer)
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, answer!.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        }
    }

    [Fact]
    public async Task SignIn_IsLocked_AfterTooManyWrongPasswords()
    {
        var name = await NewUserAsync(Role.Viewer);
        await using var scope = server.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = (await users.FindByNameAsync(name))!;
        for (var attempt = 0; attempt < users.Options.Lockout.MaxFailedAccessAttempts; attempt++)
            await users.AccessFailedAsync(user);
        using var visitor = Visitor.Nobody(server);

        using var answer = await SignInAsync(visitor, name, Password);

        // In the same words as a wrong password: whoever guesses learns nothing.
        Assert.Contains("sign_in_refused", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disable_EndsKeysAtOnce()
    {
        var user = await Visitor.UserAsync(server, Role.Operator);
        var key = await Keys.IssueAsync(user, new NewApiKey("night", Rights.Read), "test", CancellationToken.None);
        using var program = Visitor.WithKey(server, key.Secret, Rights.Read);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(program, "/batches"));

        Assert.IsType<AccountDone>(await Accounts.DisableAsync(user, "test", CancellationToken.None));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(program, "/batches"));
    }

    [Fact]
    public async Task ApiKey_IsRefusedInOpenAIsShape_OnceItIsRevokedOrExpired()
    {
        var user = await Visitor.UserAsync(server, Role.Operator);
        var revoked = await Keys.IssueAsync(user, new NewApiKey("one", Rights.Read), "test", CancellationToken.None);
        var expired = await Keys.IssueAsync(user, new NewApiKey("two", Rights.Read, DateTimeOffset.UtcNow.AddSeconds(-1)), "test", CancellationToken.None);
        await Keys.RevokeAsync(revoked.Id, "test", CancellationToken.None);

        foreach (var secret in new[] { revoked.Secret, expired.Secret })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/memory/plan");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
            using var visitor = Visitor.Nobody(server);
            using var answer = await visitor.Client.SendAsync(request);
            var error = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("invalid_api_key", error.GetProperty("code").GetString());
            Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        }
    }

    [Fact]
    public async Task ApiKey_IsKeptAsAHash_WithItsPrefixAndItsLastUse()
    {
        var user = await Visitor.UserAsync(server, Role.Submitter);
        var issued = await Keys.IssueAsync(user, new NewApiKey("nightly", Rights.Read), "test", CancellationToken.None);
        using var program = Visitor.WithKey(server, issued.Secret, Rights.Read);
        await StatusAsync(program, "/batches");

        var stored = Assert.Single(await Keys.ListAsync(user, CancellationToken.None));

        Assert.StartsWith(stored.Prefix, issued.Secret, StringComparison.Ordinal);
        Assert.DoesNotContain(issued.Secret[stored.Prefix.Length..], JsonSerializer.Serialize(stored), StringComparison.Ordinal);
        Assert.NotNull(stored.LastUsedAt);
    }

    private async Task<string> NewUserAsync(Role role)
    {
        var id = await Visitor.UserAsync(server, role);
        Assert.IsType<AccountDone>(await Accounts.SetPasswordAsync(id, Password, "test", CancellationToken.None));
        return (await Accounts.FindAsync(id, CancellationToken.None))!.UserName!;
    }

    private async Task<string> LinkAsync(long user, string path) =>
        $"{path}?token={await server.Services.GetRequiredService<SignInLinks>().IssueAsync(user, TimeSpan.FromHours(1), "test", CancellationToken.None)}";

    private static Dictionary<string, string> New(string password, string again) => new() { ["Form.New"] = password, ["Form.Again"] = again };

    private static Dictionary<string, string> Credentials(string name, string password) => new() { ["Form.UserName"] = name, ["Form.Password"] = password };

    private static Task<HttpResponseMessage> SignInAsync(Visitor visitor, string name, string password) =>
        PostAsync(visitor, SessionCookie.SignInPath, "sign-in", Credentials(name, password));

    private static async Task<HttpResponseMessage> PostAsync(Visitor visitor, string path, string form, Dictionary<string, string> fields)
    {
        fields["_handler"] = form;
        fields["__RequestVerificationToken"] = Token(await PageAsync(visitor, path));
        using var content = new FormUrlEncodedContent(fields);
        return await visitor.Client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    private static async Task<string> PlaceAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.Client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.Headers.Location!.OriginalString;
    }

    private static async Task<HttpStatusCode> StatusAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.Client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    private static Task<string> PageAsync(Visitor visitor, string path) => visitor.Client.GetStringAsync(new Uri(path, UriKind.Relative));

    private static string Token(string page) => AntiforgeryToken().Match(page).Groups[1].Value;

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex AntiforgeryToken();
}
