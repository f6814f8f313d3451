using System.Text.Json;
using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp;

namespace BatchGen.Engine.Host;

/// <summary>The child process that says what devices there are, and ends: asking takes native code, which the parent has not.</summary>
internal static class DeviceSurveyHost
{
    public const string Verb = "devices";

    /// <returns>0, with the answer as one line of JSON on standard output.</returns>
    public static int Run(TextWriter output)
    {
        output.WriteLine(JsonSerializer.Serialize(Read()));
        return 0;
    }

    private static DeviceSurveyAnswer Read()
    {
        try
        {
            return new DeviceSurveyAnswer(new LlamaCppRuntime(_ => { }).GetDevices(), null, null);
        }
        catch (RuntimeException failure)
        {
            return new DeviceSurveyAnswer([], failure.Code, failure.Message);
        }
    }
}
