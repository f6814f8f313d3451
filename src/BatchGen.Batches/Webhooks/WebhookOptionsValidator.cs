using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Webhooks;

internal sealed class WebhookOptionsValidator : IValidateOptions<WebhookOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public ValidateOptionsResult Validate(string? name, WebhookOptions options) =>
        options.Timeout > TimeSpan.Zero && options.Timeout <= Longest
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{WebhookOptions.Section}:Timeout is {options.Timeout}. Use more than 0 and at most {Longest}.");
}
