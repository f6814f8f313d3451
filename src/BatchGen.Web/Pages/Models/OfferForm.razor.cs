using BatchGen.Batches.Models.Downloads;
using BatchGen.Inference.Memory;
using BatchGen.Web.Access;
using BatchGen.Web.Controls;
using BatchGen.Web.Models;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace BatchGen.Web.Pages.Models;

/// <summary>A repository's quantizations beside this machine's room, asked for by name.</summary>
public sealed partial class OfferForm : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();

    private string _name = "";
    private bool _busy;
    private RepositoryName? _asked;
    private OfferList? _list;
    private DownloadException? _refused;

    [Inject] public required ModelOffers Offers { get; init; }

    [Inject] public required ModelHub Hub { get; init; }

    [Inject] public required ModelJobs Jobs { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required ISnackbar Messages { get; init; }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task LookAsync()
    {
        (_list, _refused, _busy) = (null, null, true);
        try
        {
            _asked = RepositoryName.Parse(_name);
            _list = await Offers.ReadAsync(_asked, _leaving.Token);
        }
        catch (DownloadException refusal)
        {
            _refused = refusal;
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }

        _busy = false;
    }

    private async Task DownloadAsync(JudgedOffer judged)
    {
        _refused = null;
        try
        {
            Jobs.Download(Hub.RequestsFor(_list!.Name, judged.Offer), (await Callers.GetAsync()).Name);
            Messages.Add(L["DownloadBegun", judged.Offer.Quantization], Severity.Success);
            (_list, _name) = (null, "");
        }
        catch (DownloadException refusal)
        {
            _refused = refusal;
        }
    }

    /// <summary>The one that was typed after the colon.</summary>
    private bool IsAsked(JudgedOffer judged) => judged.Offer.Quantization.Equals(_asked?.Quantization, StringComparison.OrdinalIgnoreCase);

    private static StateTone ToneOf(PlanVerdict verdict) => verdict switch
    {
        PlanVerdict.Fits => StateTone.Done,
        PlanVerdict.Tight => StateTone.Waiting,
        PlanVerdict.DoesNotFit => StateTone.Failed,
    };
}
