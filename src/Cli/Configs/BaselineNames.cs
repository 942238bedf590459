namespace Forewarn.Cli.Configs;

/// <summary>
/// Packages of the learned baselines that evaluations compare with: names below <c>models/</c>, or paths of folders. Empty
/// leaves a baseline out; none is shipped (<c>train baselines</c> makes them).
/// </summary>
public sealed record BaselineNames
{
    /// <summary>Narrator that reads the present and the plan in words.</summary>
    public string ActionText { get; init; } = "";

    /// <summary>Folder of a language model that sees, in the layout of Hugging Face's hub: it narrates from decoded pictures.</summary>
    public string Images { get; init; } = "";

    /// <summary>Chooser that reads the latents of all plans and says nothing.</summary>
    public string DirectCategory { get; init; } = "";

    /// <summary>Critic of the task's success.</summary>
    public string ValueCritic { get; init; } = "";
}
