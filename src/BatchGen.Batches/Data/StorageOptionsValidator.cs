using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Data;

internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        List<string> errors = [];
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
            errors.Add("Storage:DataDirectory is empty. Set it to a folder that this user may write to.");
        if (!Enum.IsDefined(options.Provider))
            errors.Add($"Storage:Provider is '{options.Provider}'. Use 'Sqlite' or 'PostgreSql'.");
        if (options.Provider == StorageProvider.PostgreSql && string.IsNullOrWhiteSpace(options.ConnectionString))
            errors.Add("Storage:ConnectionString is missing. PostgreSql needs one, e.g. 'Host=localhost;Database=batchgen;Username=batchgen'.");

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
