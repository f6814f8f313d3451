using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Nights;

/// <summary>When the queue is worked on. Section "Nights".</summary>
public sealed class NightsOptions
{
    public const string Section = "Nights";

    /// <summary>E.g. "Mon-Fri 20:00-07:00; Sat,Sun 00:00-24:00"; empty is at all hours. See <see cref="WorkHoursText"/>.</summary>
    public string Hours { get; set; } = "";

    /// <summary>The zone whose clocks <see cref="Hours"/> means, by its IANA name; empty takes the machine's own.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>Urgent batches are worked on at all hours.</summary>
    public bool ExemptUrgent { get; set; } = true;

    /// <summary>Batches may have hours of their own; else they all have the queue's.</summary>
    public bool AllowOwnHours { get; set; } = true;

    /// <summary>How long prompts that are in the engine may go on when the hours end; what has no end then is given back and runs again.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromMinutes(5);
}

internal sealed class NightsOptionsValidator : IValidateOptions<NightsOptions>
{
    private static readonly TimeSpan LongestGrace = TimeSpan.FromHours(12);

    public ValidateOptionsResult Validate(string? name, NightsOptions options)
    {
        List<string> errors = [];
        Require(errors, nameof(options.TimeZone), () => WorkHoursText.ZoneOf(options.TimeZone));
        Require(errors, nameof(options.Hours), () => WorkHoursText.Parse(options.Hours, ""));
        if (options.Grace < TimeSpan.Zero || options.Grace > LongestGrace)
            errors.Add($"Nights:Grace is {options.Grace}. Use 00:00:00 to {LongestGrace}.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Require(List<string> errors, string key, Action read)
    {
        try
        {
            read();
        }
        catch (WorkHoursException refusal)
        {
            errors.Add($"Nights:{key}: {refusal.Message}");
        }
    }
}
