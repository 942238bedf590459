using Forewarn.Core;
using Forewarn.Inference;

namespace Forewarn.Verifier.Chat;

/// <summary>What a language model is asked.</summary>
/// <param name="Narrate">Of every plan.</param>
/// <param name="Choose">In the end; <c>{wish}</c> and <c>{options}</c> stand for themselves.</param>
/// <param name="PlanToken">For models of text alone: a special token that they do not use, in whose rows plans stand; else null.</param>
public sealed record ChatQuestions(string Narrate, string Choose, string? PlanToken = null)
{
    private const string NarrateSetting = "question", ChooseSetting = "choice", PlanTokenSetting = "planToken";

    /// <summary>For plans that a robot arm is about to execute.</summary>
    public static ChatQuestions Default { get; } = new(
        "This is what a robot arm is about to do. Say in one sentence what will happen.",
        "A person asks a robot: \"{wish}\". The robot could do one of these:\n{options}\nAnswer with the letter of the one that fits best.");

    /// <exception cref="ForewarnException">The package lacks a question.</exception>
    public static ChatQuestions Of(ModelPackage package) => new(package.Text(NarrateSetting), package.Text(ChooseSetting),
        package.Manifest.Settings.ContainsKey(PlanTokenSetting) ? package.Text(PlanTokenSetting) : null);

    /// <summary>As settings of a package.</summary>
    public Dictionary<string, object> ToSettings()
    {
        var settings = new Dictionary<string, object> { [NarrateSetting] = Narrate, [ChooseSetting] = Choose };
        if (PlanToken is not null) settings[PlanTokenSetting] = PlanToken;
        return settings;
    }
}
