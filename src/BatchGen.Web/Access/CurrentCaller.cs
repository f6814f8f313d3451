using Microsoft.AspNetCore.Components.Authorization;

namespace BatchGen.Web.Access;

/// <summary>The caller of a page's circuit, for components. Requests have theirs in <c>HttpContext.User</c>.</summary>
public sealed class CurrentCaller(AuthenticationStateProvider states)
{
    /// <exception cref="InvalidOperationException">Nobody has signed in, which the page's own policy rules out.</exception>
    public async Task<Caller> GetAsync() =>
        await FindAsync() ?? throw new InvalidOperationException("Nobody has signed in.");

    /// <summary>Null when nobody has signed in.</summary>
    public async Task<Caller?> FindAsync() => Caller.Of((await states.GetAuthenticationStateAsync()).User);
}
