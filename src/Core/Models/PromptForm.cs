namespace Forewarn.Core;

/// <summary>
/// What stands before a verifier's answer, the manifest's <c>settings.promptForm</c>. A package answers in the form it was
/// trained for and in no other.
/// </summary>
public static class PromptForm
{
    /// <summary>Name of the setting; a package without it is of form <see cref="Narration"/>.</summary>
    public const string Setting = "promptForm";

    /// <summary>Predicted latents of one plan, then its narration: FOREWARN.</summary>
    public const string Narration = "narration";

    /// <summary>The present's latent and one plan as words, then its narration: no world model foresees anything.</summary>
    public const string Actions = "actions";

    /// <summary>A wish and the predicted latents of all plans, then the letter of one: nothing is said.</summary>
    public const string Choice = "choice";

    /// <summary>As <see cref="Narration"/>, in the words and with the chat template of a language model from elsewhere.</summary>
    public const string Chat = "chat";

    public static IReadOnlyList<string> All { get; } = [Narration, Actions, Choice, Chat];
}
