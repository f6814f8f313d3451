namespace BatchGen.Web.Hosting;

/// <summary>
/// Whoever starts the application tells a failed start in one sentence (<see cref="StartupProblem"/>). Host and Kestrel log
/// the same failure with its stack before they throw it, so until the application listens they are not heard.
/// </summary>
internal sealed class StartupLogs
{
    private static readonly string[] Categories = ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"];

    private volatile bool _isListening;

    public StartupLogs(ILoggingBuilder logging)
    {
        foreach (var category in Categories)
            logging.AddFilter(category, level => _isListening && level >= LogLevel.Warning);
    }

    public void Listening() => _isListening = true;
}
