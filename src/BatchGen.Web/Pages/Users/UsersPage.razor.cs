using BatchGen.Batches.Data;
using BatchGen.Web.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Pages.Users;

/// <summary>Who may sign in, and as what.</summary>
public sealed partial class UsersPage
{
    private IReadOnlyList<User>? _users;
    private AccountRefused? _refused;
    private IssuedLink? _link;
    private string _name = "";
    private Role _role = Role.Submitter;

    [Inject] public required Accounts Accounts { get; init; }

    [Inject] public required SignInLinks Links { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required IOptions<AccessOptions> Options { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    protected override async Task OnInitializedAsync()
    {
        if (IsLive)
            _users = await Accounts.ListAsync(Leaving);
    }

    private async Task InviteAsync()
    {
        var name = _name;
        await ChangeAsync(who => Accounts.CreateAsync(name, _role, who, CancellationToken.None));
        if (_refused is not null || _users?.FirstOrDefault(user => user.UserName == name.Trim()) is not { } created)
            return;
        _name = "";
        await LinkAsync(created);
    }

    /// <summary>A link that lets them choose a password: the first, or a new one.</summary>
    private async Task LinkAsync(User user)
    {
        var who = await Callers.GetAsync();
        var token = await Links.IssueAsync(user.Id, Options.Value.LinkLifetime, who.Name, CancellationToken.None);
        _link = new IssuedLink(user.UserName!, Navigation.ToAbsoluteUri($"{SignInLinks.WelcomePath[1..]}?token={token}").ToString());
        StateHasChanged();
    }

    private async Task ChangeAsync(Func<string, Task<AccountOutcome>> change)
    {
        _link = null;
        _refused = await change((await Callers.GetAsync()).Name) as AccountRefused;
        _users = await Accounts.ListAsync(Leaving);
        // Asked for by a row, whose event redraws only the row.
        StateHasChanged();
    }
}
