using BatchGen.Batches.Nights;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Pages.NewBatch;

/// <summary>When the batch is worked on. What is typed is judged at once; until it can be read, the batch has it all the same and is refused with it.</summary>
public sealed partial class HoursForm
{
    private const string Example = "Mon-Fri 20:00-07:00; Sat,Sun 00:00-24:00";

    private bool _isOwn;

    [Parameter, EditorRequired] public required NewBatchForm Form { get; set; }

    /// <summary>The summary's estimate depends on it.</summary>
    [Parameter] public EventCallback Changed { get; set; }

    [Parameter] public bool IsDisabled { get; set; }

    [Inject] public required QueueHours Queue { get; init; }

    private HoursChoice Choice => Form.Hours switch
    {
        null => HoursChoice.Queue,
        { Text.Length: 0 } when !_isOwn => HoursChoice.Always,
        _ => HoursChoice.Own,
    };

    private BatchHours Own => Form.Hours ?? new BatchHours(Example, Queue.Hours.Zone.Id);

    private static string Typed(ChangeEventArgs typed) => typed.Value as string ?? "";

    private Task ChooseAsync(ChangeEventArgs chosen)
    {
        var choice = Enum.Parse<HoursChoice>(Typed(chosen));
        _isOwn = choice is HoursChoice.Own;
        return SetAsync(choice switch
        {
            HoursChoice.Queue => null,
            HoursChoice.Always => BatchHours.Always,
            HoursChoice.Own => new BatchHours(Queue.Text.Length > 0 ? Queue.Text : Example, Queue.Hours.Zone.Id),
        });
    }

    private Task SetAsync(BatchHours? hours)
    {
        Form.Hours = hours;
        return Changed.InvokeAsync();
    }
}
