namespace BatchGen.Web.Planning;

/// <summary>The lines of a plan, in the order in which they are shown everywhere.</summary>
internal static class PlanParts
{
    public static IReadOnlyList<PlanPart> All { get; } =
    [
        new("Weights", "The model itself. A smaller quantization takes less.", device => device.WeightsBytes),
        new("KV cache", "What running prompts are remembered in. Grows with context and slots.", device => device.KvBytes),
        new("Compute", "Working room of one step. Flash attention keeps it small.", device => device.ComputeBytes),
        new("Output", "The scores of the next token, a row a slot.", device => device.OutputBytes),
        new("Overhead", "The engine process and its tokenizer; on a card the driver's context. Assumed, not counted.", device => device.OverheadBytes),
        new("Other programs", "In use by others now.", device => device.OtherBytes),
        new("Total", "All of the above.", device => device.TotalBytes),
        new("Limit", "The most that may be in use.", device => device.LimitBytes),
        new("Headroom", "Left under the limit.", device => device.HeadroomBytes),
    ];
}
