using BatchGen.Code.Inputs;
using Microsoft.Extensions.Options;

namespace BatchGen.Code.Tests.Inputs;

public sealed class InputOptionsValidatorTests
{
    [Fact]
    public void Validate_Accepts_TheDefaults() => Assert.True(Validate(new InputOptions()).Succeeded);

    [Fact]
    public void Validate_NamesEveryBadKey()
    {
        var result = Validate(new InputOptions { MaxEntries = 0, MaxRatio = 0, MaxTotalBytes = 1, RatioFreeBytes = -1 });

        Assert.Equal(
            new[] { "Inputs:MaxEntries", "Inputs:MaxRatio", "Inputs:MaxTotalBytes", "Inputs:RatioFreeBytes" },
            result.Failures!.Select(failure => failure[..failure.IndexOf(' ', StringComparison.Ordinal)]).Order());
    }

    private static ValidateOptionsResult Validate(InputOptions options) => new InputOptionsValidator().Validate(null, options);
}
