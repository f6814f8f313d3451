using System.Net;

namespace BatchGen.EndToEnd.OpenAi.Fuzzing;

internal static class FuzzRules
{
    /// <summary>What must hold for every answer, however wrong the question.</summary>
    public static string? Complaint(HttpResponseMessage response, string body)
    {
        if ((int)response.StatusCode >= 500 && response.StatusCode != HttpStatusCode.ServiceUnavailable)
            return $"{(int)response.StatusCode} for {response.RequestMessage!.Method} {response.RequestMessage.RequestUri}";
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter is null)
            return "503 without retry-after";
        if (body.Contains("internal_error", StringComparison.Ordinal))
            return $"an unforeseen failure at {response.RequestMessage!.Method} {response.RequestMessage.RequestUri}";
        return (int)response.StatusCode >= 400
            && response.RequestMessage!.Method != HttpMethod.Head
            && !IsKestrelsOwn(response)
            && !body.Contains("\"error\"", StringComparison.Ordinal)
            ? $"{(int)response.StatusCode} without an error body for {response.RequestMessage.Method} {response.RequestMessage.RequestUri}: {body}"
            : null;
    }

    /// <summary>A zero in a path is no HTTP: Kestrel refuses it before any program of ours sees it.</summary>
    private static bool IsKestrelsOwn(HttpResponseMessage response) =>
        response.RequestMessage!.RequestUri!.OriginalString.Contains("%00", StringComparison.Ordinal) && response.StatusCode == HttpStatusCode.BadRequest;
}
