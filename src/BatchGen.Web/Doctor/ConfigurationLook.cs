using BatchGen.Web.Hosting;
using BatchGen.Web.Pipeline;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Doctor;

/// <summary>Every setting that a start would refuse, all at once.</summary>
internal sealed class ConfigurationLook(IServiceProvider services, IConfiguration configuration) : ILook
{
    public const string Look = "configuration";

    public string Name => Look;

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        List<string> errors = [.. Errors(() => services.GetRequiredService<IStartupValidator>().Validate()), .. Errors(
            () => PathBase.Parse(configuration[PathBase.Key]))];
        IReadOnlyList<Finding> findings = errors.Count > 0
            ? [.. errors.Select(error => Finding.Problem(Look, error))]
            : [Finding.Ok(Look, "Every setting is valid.")];
        return Task.FromResult(findings);
    }

    /// <summary>What cannot even be read, before there are services.</summary>
    /// <returns>Null when the failure is none of the configuration.</returns>
    public static IReadOnlyList<Finding>? Unreadable(Exception failure) => failure switch
    {
        _ when StartupProblem.Describe(failure) is { } sentences => [.. sentences.Select(sentence => Finding.Problem(Look, sentence))],
        // A file of settings that is no JSON; the message names the file, and what is inside it says the line.
        InvalidDataException broken => [Finding.Problem(Look, $"{broken.Message} {broken.InnerException?.Message}".TrimEnd(), "Mend the file.")],
        _ => null,
    };

    private static IReadOnlyList<string> Errors(Action validate)
    {
        try
        {
            validate();
            return [];
        }
        catch (Exception failure) when (StartupProblem.Describe(failure) is not null)
        {
            return StartupProblem.Describe(failure)!;
        }
    }
}
