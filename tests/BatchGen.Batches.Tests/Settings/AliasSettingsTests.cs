using BatchGen.Batches.Data;
using BatchGen.Batches.Models;
using BatchGen.Batches.Settings;
using BatchGen.Batches.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Tests.Settings;

/// <summary>The table of aliases is kept as other settings are; each of its names is a setting.</summary>
public sealed class AliasSettingsTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Alias_IsFollowedAtOnce_AndAudited_AndTakenBack(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        Assert.Null(await FindAsync(house, "gpt-4o-mini"));

        Assert.IsType<SettingsChanged>(await ChangeAsync(house, ("Models:Aliases:gpt-4o-mini", OwnName(house))));
        Assert.Equal(house.Engine.ModelPath, (await FindAsync(house, "GPT-4o-mini"))?.Path);

        Assert.IsType<SettingsChanged>(await ChangeAsync(house, ("Models:Aliases:gpt-4o-mini", null)));
        Assert.Null(await FindAsync(house, "gpt-4o-mini"));
        await using var db = await house.OpenAsync();
        var audit = await db.Audit.OrderBy(entry => entry.Id).Select(entry => $"{entry.What} {entry.From} → {entry.To}").ToListAsync();
        Assert.Equal(
            [$"setting Models:Aliases:gpt-4o-mini none → {OwnName(house)}", $"setting Models:Aliases:gpt-4o-mini {OwnName(house)} → none"], audit);
        Assert.Empty(house.Services.GetRequiredService<SettingsStore>().ListAliases());
    }

    [Theory]
    [InlineData("qwen2.5-coder", "qwen2.5-coder:7b")]
    [InlineData("openai/gpt-4o", "openai")]
    [InlineData("*", "any")]
    public async Task Alias_IsThereAgain_WhateverItsNameIsMadeOf(string first, string second)
    {
        await using var house = await BatchHouse.CreateAsync();
        await ChangeAsync(house, ($"Models:Aliases:{first}", OwnName(house)));
        await ChangeAsync(house, ($"Models:Aliases:{second}", OwnName(house)));

        await house.RestartAsync();

        Assert.Equal(
            new[] { first, second }.Order(StringComparer.Ordinal),
            house.Services.GetRequiredService<IOptionsMonitor<ModelAliases>>().CurrentValue.All.Select(alias => alias.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("a", "nothing", "alias_target_missing")]
    [InlineData("a", "known", "alias_to_alias")]
    [InlineData("a", "a", "alias_to_alias")]
    [InlineData("a ", "TEST", "alias_invalid")]
    public async Task Alias_IsRefusedWithItsRule(string name, string target, string code)
    {
        await using var house = await BatchHouse.CreateAsync();
        target = target == "TEST" ? OwnName(house) : target;
        await ChangeAsync(house, ("Models:Aliases:known", OwnName(house)));

        var refused = Assert.IsType<SettingsRefused>(await ChangeAsync(house, ($"Models:Aliases:{name}", target)));

        Assert.Equal((code, $"Models:Aliases:{name}"), (refused.Code, refused.Key));
        Assert.Null(await FindAsync(house, "a"));
    }

    [Fact]
    public async Task Alias_IsRefused_WhenAModelHasThatName()
    {
        var file = Path.GetTempFileName();
        try
        {
            await using var house = await BatchHouse.CreateAsync(engine: new TestEngine { ModelPath = file });

            var refused = Assert.IsType<SettingsRefused>(await ChangeAsync(house, ($"Models:Aliases:{OwnName(house)}", "other")));

            Assert.Equal("alias_names_model", refused.Code);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Alias_OfTheConfiguration_IsTakenAwayByAnEmptyOne()
    {
        await using var house = await BatchHouse.CreateAsync();
        await ChangeAsync(house, ("Models:Aliases:gpt-4o", OwnName(house)));

        await ChangeAsync(house, ("Models:Aliases:gpt-4o", ""));

        Assert.Null(await FindAsync(house, "gpt-4o"));
        Assert.Equal("", Assert.Single(house.Services.GetRequiredService<SettingsStore>().ListAliases()).Value);
    }

    [Fact]
    public async Task Alias_OfTheProcess_CannotBeChanged()
    {
        await using var house = await BatchHouse.CreateAsync(settings: ("Models:Aliases:gpt-4o", "test"));

        var refused = Assert.IsType<SettingsRefused>(await ChangeAsync(house, ("Models:Aliases:gpt-4o", "")));

        Assert.Equal(SettingErrorCodes.Held, refused.Code);
        Assert.Equal(SettingHold.CommandLine, Assert.Single(house.Services.GetRequiredService<SettingsStore>().ListAliases()).Hold);
    }

    [Fact]
    public async Task Start_IsRefused_WhenFilesMakeAnAliasOfAnAlias()
    {
        await using var house = await BatchHouse.CreateAsync(settings: [("Models:Aliases:a", "b"), ("Models:Aliases:b", "test")]);

        var refusal = Assert.Throws<OptionsValidationException>(() => house.Services.GetRequiredService<IOptionsMonitor<ModelAliases>>().CurrentValue);

        Assert.Contains("'a' stands for 'b', which is an alias itself", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alias_SetOnOneMachine_IsFollowedOnAnother()
    {
        await using var house = await BatchHouse.CreateAsync(StorageProvider.PostgreSql);
        await using (var db = await house.OpenAsync())
        {
            db.SharedSettings.AddRange(
                new SharedSetting { Key = "Shared", Value = "1" }, new SharedSetting { Key = "Models:Aliases:llama3:8b", Value = OwnName(house) });
            await db.SaveChangesAsync();
        }

        await ((IFollowsDatabase)house.Services.GetRequiredService<SettingsStore>()).FollowAsync(CancellationToken.None);
        Assert.Equal(house.Engine.ModelPath, (await FindAsync(house, "llama3:8b"))?.Path);

        await using (var db = await house.OpenAsync())
            await db.SharedSettings.Where(setting => setting.Key != "Shared").ExecuteDeleteAsync();
        await ((IFollowsDatabase)house.Services.GetRequiredService<SettingsStore>()).FollowAsync(CancellationToken.None);
        Assert.Null(await FindAsync(house, "llama3:8b"));
    }

    private static string OwnName(BatchHouse house) => ModelName.Of(house.Engine.ModelPath);

    private static async Task<NamedModel?> FindAsync(BatchHouse house, string name) =>
        (await house.Services.GetRequiredService<ModelNames>().ReadAsync(CancellationToken.None)).Find(name);

    private static Task<SettingsOutcome> ChangeAsync(BatchHouse house, params (string Key, string? Value)[] changes) =>
        house.Services.GetRequiredService<SettingsStore>().ChangeAsync(changes.ToDictionary(change => change.Key, change => change.Value), "ada", CancellationToken.None);
}
