using BatchGen.Web.Formatting;

namespace BatchGen.Web.CommandLine;

/// <summary>How a batch ended, in a line: "3 of 4 items done, 1 failed".</summary>
internal static class RunSummary
{
    public static string Of(int succeeded, int total, int failed, int cancelled) =>
        $"{CountText.Of(succeeded)} of {CountText.Of(total, "item")} done{Part(failed, "failed")}{Part(cancelled, "cancelled")}";

    private static string Part(int items, string what) => items > 0 ? $", {CountText.Of(items)} {what}" : "";
}

/// <summary>The same as <c>run --json</c> writes it.</summary>
/// <param name="Output">The results' file.</param>
/// <param name="Problem">Why it ended early, as a sentence; else null.</param>
internal sealed record RunDocument(string Output, int TotalItems, int SucceededItems, int FailedItems, int CancelledItems, string? Problem);
