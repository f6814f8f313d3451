using System.Text.RegularExpressions;
using BatchGen.Batches.Settings;
using BatchGen.Web.Pipeline;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Hosting;

/// <summary>
/// Every setting that a start refuses, all at once. Validators judge whole sections and need readable values, so what was found is taken out and
/// the rest judged again, until nothing more comes.
/// </summary>
/// <param name="build">The application's services over other settings; nothing of them is started.</param>
internal sealed partial class StartupCheck(IConfigurationRoot configuration, Func<IReadOnlyDictionary<string, string?>, IHost> build)
{
    private readonly ConfigurationCheck _check = new(BatchGenServices.Settings, configuration);

    /// <summary>Before services are put together: some are chosen by settings.</summary>
    /// <exception cref="OptionsValidationException">A value cannot be read. It has a sentence for each setting at fault, whatever its fault.</exception>
    public void RequireKinds() => Require([.. _check.FindWrongKinds()]);

    /// <exception cref="OptionsValidationException">A value is none that its setting takes; again with every sentence.</exception>
    public void RequireValues(IServiceProvider services) => Require(Judge(services));

    /// <summary>Keys that nobody reads are no reason not to start.</summary>
    public void WarnOfUnknown(ILogger log)
    {
        foreach (var sentence in _check.FindUnknown())
            Unknown(log, sentence);
    }

    private void Require(List<SettingFault> found)
    {
        for (var more = found; more.Count > 0;)
        {
            using var host = build(Without(found));
            more = [.. Judge(host.Services).Where(fault => IsNew(fault, found))];
            found = [.. found, .. more];
        }

        if (found.Count > 0)
            throw new OptionsValidationException(Options.DefaultName, typeof(BatchGenApplication), found.Select(fault => fault.Sentence).Distinct());
    }

    private List<SettingFault> Judge(IServiceProvider services) =>
    [
        .. Failures(() => services.GetRequiredService<IStartupValidator>().Validate())
            .Concat(Failures(() => PathBase.Parse(configuration[PathBase.Key])))
            .Select(_check.Locate),
    ];

    /// <summary>A rule about two settings says nothing while one of them is out.</summary>
    private static bool IsNew(SettingFault fault, List<SettingFault> found) => !found.Exists(known =>
        known.Sentence == fault.Sentence
        || (known.Setting is { } setting && (setting == fault.Setting || Regex.IsMatch(fault.Sentence, $@"\b{Regex.Escape(setting.Name)}\b"))));

    private Dictionary<string, string?> Without(List<SettingFault> found) => configuration.AsEnumerable()
        .Where(pair => pair.Value is not null && !found.Exists(fault => fault.Setting is { } setting && setting.Holds(pair.Key)))
        .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);

    private static IReadOnlyList<string> Failures(Action validate)
    {
        try
        {
            validate();
            return [];
        }
        catch (FormatException failure)
        {
            return [failure.Message];
        }
        catch (Exception failure) when (StartupProblem.Describe(failure) is { } sentences)
        {
            return sentences;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sentence}")]
    private static partial void Unknown(ILogger log, string sentence);
}
