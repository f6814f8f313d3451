using BatchGen.Batches.Nights;
using BatchGen.Batches.Requests;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary>A batch's own work hours as <c>hours</c> and <c>time_zone</c>: a text, "always", or nothing for the queue's.</summary>
internal static class HoursField
{
    private const string Always = "always";

    /// <exception cref="RequestRefusedException">They cannot be read.</exception>
    public static BatchHours? Read(BodyFields body)
    {
        var (text, zone) = (body.Text("hours"), body.Text("time_zone") ?? "");
        if (text is null)
            return null;
        var hours = new BatchHours(text.Trim() == Always ? "" : text, zone);
        return hours.FindProblem() is { } problem ? throw new RequestRefusedException(problem.Code, problem.Sentence, problem.Field) : hours;
    }

    public static string? Write(BatchHours? hours) => hours is { Text.Length: 0 } ? Always : hours?.Text;
}
