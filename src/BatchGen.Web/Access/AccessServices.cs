using BatchGen.Batches.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Access;

/// <summary>Sign-in, keys and rights: what is registered, and how requests pass through it.</summary>
internal static class AccessServices
{
    public const int MinPasswordLength = 10;

    private const string Chooser = "BatchGen";
    private const int MaxFailedSignIns = 10;
    private static readonly TimeSpan LockoutTime = TimeSpan.FromMinutes(5);

    public static void AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccessOptions>().Bind(configuration.GetSection(AccessOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>();
        services.AddSingleton<Accounts>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<SignInLinks>();
        services.AddSingleton<FirstStart>();
        services.AddSingleton<Exposure>();
        services.AddScoped<CurrentCaller>();
        AddUsers(services);
        AddSchemes(services);
        services.AddAuthorization(Policies.Register);
        services.AddRateLimiter(SignInLimiter.Register);
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
    }

    private static void AddUsers(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.TryAddScoped(provider => provider.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContext());
        services.AddScoped<IUserClaimsPrincipalFactory<User>, UserPrincipals>();
        services.AddIdentityCore<User>(SetUp)
            .AddUserStore<UserOnlyStore<User, BatchGenDbContext, long>>()
            .AddErrorDescriber<PasswordErrors>()
            .AddSignInManager<UserSignIn>();
        services.AddOptions<SecurityStampValidatorOptions>()
            .Configure<IOptions<AccessOptions>>((stamp, options) => stamp.ValidationInterval = options.Value.RevalidationInterval);
    }

    private static void SetUp(IdentityOptions identity)
    {
        // Length is what counts; rules about digits and signs only make passwords hard to remember.
        identity.Password.RequiredLength = MinPasswordLength;
        identity.Password.RequiredUniqueChars = 5;
        identity.Password.RequireDigit = false;
        identity.Password.RequireLowercase = false;
        identity.Password.RequireUppercase = false;
        identity.Password.RequireNonAlphanumeric = false;
        identity.Lockout.MaxFailedAccessAttempts = MaxFailedSignIns;
        identity.Lockout.DefaultLockoutTimeSpan = LockoutTime;
    }

    private static void AddSchemes(IServiceCollection services)
    {
        services.AddAuthentication(Chooser)
            .AddPolicyScheme(Chooser, null, choice => choice.ForwardDefaultSelector = http =>
                ApiKeyScheme.IsNeededFor(http.Request) ? ApiKeyScheme.Name : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyScheme>(ApiKeyScheme.Name, null)
            .AddCookie(IdentityConstants.ApplicationScheme)
            // Nobody gets it. But Identity's validator signs it out too when it ends a session, and throws where it is not known.
            .AddCookie(IdentityConstants.TwoFactorRememberMeScheme);
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<IOptions<AccessOptions>>((cookie, options) => SessionCookie.SetUp(cookie, options.Value));
    }
}
