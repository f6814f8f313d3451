using BatchGen.Web.Localization;
using Microsoft.AspNetCore.Identity;

namespace BatchGen.Web.Access;

/// <summary>What is wrong with a password, in the language of whoever chose it. Rules that are not switched on need no words.</summary>
internal sealed class PasswordErrors : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) => Of(nameof(PasswordTooShort), "TooShort", length);

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Of(nameof(PasswordRequiresUniqueChars), "TooUniform", uniqueChars);

    private static IdentityError Of(string code, string text, int least) => new() { Code = code, Description = Texts<AccessTexts>.Of(text, least) };
}
