using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>What can be said about a wish before any model has read it.</summary>
internal static class WishText
{
    /// <exception cref="ForewarnException">The wish is empty or too long.</exception>
    public static void Require(string? wish, int most)
    {
        if (string.IsNullOrWhiteSpace(wish)) throw Bad("an empty text", most);
        if (wish.Length > most) throw Bad($"{wish.Length} characters", most);
    }

    private static ForewarnException Bad(string found, int most) =>
        ForewarnException.Of("wish", found, $"1 to {most} characters",
            "Say in one sentence what the robot should do.", ExitCode.Usage);
}
