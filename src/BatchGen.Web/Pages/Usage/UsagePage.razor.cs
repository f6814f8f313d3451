using BatchGen.Batches.Usage;
using BatchGen.Web.Access;
using BatchGen.Web.Controls;
using BatchGen.Web.Wire;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Pages.Usage;

/// <summary>Who used how much: everybody for administrators, else one's own.</summary>
public sealed partial class UsagePage
{
    /// <summary>Not a number of days: the two fields say which.</summary>
    private const int Own = 0;

    private UsageAddress _address = UsageAddress.Last(UsageQuery.UsualDays, UsageDimension.Day, DateOnly.FromDateTime(DateTime.UnixEpoch));
    private UsageReport? _report;
    private IReadOnlyList<DayUse>? _days;
    private Caller? _sees;

    [SupplyParameterFromQuery(Name = "days")] public int? Days { get; set; }

    /// <summary>A day like 2026-11-30, by UTC.</summary>
    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")] public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "by")] public string? By { get; set; }

    [Inject] public required UsageQueries Queries { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    private IReadOnlyList<Choice<int>> Periods => [.. UsageAddress.Periods.Select(days => new Choice<int>(days, L["Days", days])), new(Own, L["OwnPeriod"])];

    /// <summary>Of oneself alone there is nothing to keep apart by user.</summary>
    private IReadOnlyList<Choice<UsageDimension>> Dimensions =>
        [.. Enum.GetValues<UsageDimension>().Where(by => by is not UsageDimension.User || _sees is { UsageOf: null }).Select(
            by => new Choice<UsageDimension>(by, L[$"By{by}"]))];

    protected override async Task OnParametersSetAsync()
    {
        var address = UsageAddress.Parse(Days, From, To, By, Today);
        var isShown = address == _address && _report is not null;
        _address = address;
        if (!IsLive || isShown)
            return;
        _sees ??= await Callers.GetAsync();
        _report = null;
        var report = await Queries.ReadAsync(address.Question(_sees.UsageOf), Leaving);
        var days = address.By is UsageDimension.Day
            ? report
            : await Queries.ReadAsync((address with { By = UsageDimension.Day }).Question(_sees.UsageOf), Leaving);
        // The user may have gone on to another period meanwhile.
        if (address != _address)
            return;
        _report = report;
        _days = DayUse.Of(days);
    }

    private void Choose(int days) => Go(days is Own ? _address with { Days = null } : UsageAddress.Last(days, _address.By, Today));

    private void Choose(UsageDimension by) => Go(_address with { By = by });

    private void ChangeFrom(ChangeEventArgs changed)
    {
        if (DayText.Parse((string?)changed.Value) is { } day && day <= _address.To)
            Go(_address with { From = day });
    }

    private void ChangeTo(ChangeEventArgs changed)
    {
        if (DayText.Parse((string?)changed.Value) is { } day && day >= _address.From)
            Go(_address with { To = day });
    }

    private void Go(UsageAddress address) => Navigation.NavigateTo(address.Path);
}
