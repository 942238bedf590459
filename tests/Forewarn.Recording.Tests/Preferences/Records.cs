using Forewarn.Core;

namespace Forewarn.Recording.Tests.Preferences;

/// <summary>A small record to start from.</summary>
internal static class Records
{
    /// <param name="first">First number of the chosen plan, which tells records apart.</param>
    public static PreferenceRecord Of(float first)
    {
        var prompt = new PreferencePrompt("by the handle", "sha256:01", "sha256:02");
        return new()
        {
            Prompt = prompt, PromptHash = PreferenceRecord.Hash(prompt), Chosen = new([[first, 0.5f], [2, 3]], Narration: "lifts it") { Mode = 1, Mass = 0.5 },
            Rejected = new([[9, 9], [8, 8]]), PolicyId = "p@1", LabelSource = "operator", EpisodeId = "e", PrefixHash = "02", FuturePolicyId = "p@1",
            XKSeed = ulong.MaxValue - 1, Observations = [new(1.5, [1, 2], [new("front", 1, 1, PngWriter.Encode([1, 2, 3], 1, 1))])],
            Provenance = new("2026-01-01T00:00:00Z", "run", 3, 1, "Steered", ["x_m", "y_m"], "absolute", "base", 10, new Dictionary<string, string>(), "1"),
        };
    }
}
