using BatchGen.Web.Models;

namespace BatchGen.Web.Tests.Models;

public sealed class ModelsOptionsValidatorTests
{
    private readonly ModelsOptionsValidator _validator = new();

    [Fact]
    public void Validate_AcceptsTheDefaults() => Assert.True(_validator.Validate(null, new ModelsOptions()).Succeeded);

    [Fact]
    public void Validate_NamesEveryKey_WhenBothAreEmpty()
    {
        var result = _validator.Validate(null, new ModelsOptions { Default = " ", Directory = "" });

        Assert.Collection(
            result.Failures!,
            failure => Assert.StartsWith("Models:Default ", failure, StringComparison.Ordinal),
            failure => Assert.StartsWith("Models:Directory ", failure, StringComparison.Ordinal));
    }
}
