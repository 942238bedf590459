using Forewarn.Core;

namespace Forewarn.Learning.Verifiers;

/// <summary>Whether a stage has the latents that it needs.</summary>
internal static class LatentCheck
{
    /// <exception cref="ForewarnException">Stage, tasks and latents do not go together.</exception>
    public static void Require(VerifierOptions options, IReadOnlyList<LatentNarrations> latents)
    {
        string found = latents.Count == 0 ? "no latents" : latents.Any(l => l.Plans is null) ? "latents" : "latents with plans in words";
        string wanted = options.Stage switch
        {
            VerifierStage.Text => "no latents", VerifierStage.Actions => "latents with plans in words", _ => "latents",
        };
        if (found != wanted)
            throw ForewarnException.Of($"verifier stage {options.Stage}", found, wanted,
                "Name the latents folder with the joint stage, and none with the text stage.", ExitCode.Usage);
        if (latents.Count == 0) return;
        string[] tasks = [.. latents.Select(l => l.Language.Name)];
        if (!tasks.Order().SequenceEqual(options.Tasks.Order()))
            throw ForewarnException.Of("latents", $"those of {string.Join(", ", tasks)}", $"one folder for each of {string.Join(", ", options.Tasks)}",
                "Name the latents of every task that the verifier learns, or correct tasks.", ExitCode.Usage);
        if (latents.FirstOrDefault(l => l.Steps != latents[0].Steps || l.Size != latents[0].Size) is { } other)
            throw ForewarnException.Of($"latents of {other.Language.Name}", $"[H={other.Steps}, Z={other.Size}]",
                $"[H={latents[0].Steps}, Z={latents[0].Size}] as {tasks[0]} has", "Train the world models with the same sizes.", ExitCode.Usage);
        if (latents[0].Steps % options.StepsPerToken != 0)
            throw ForewarnException.Of("latent steps", $"{latents[0].Steps}", $"a multiple of {options.StepsPerToken}", "Correct StepsPerToken.", ExitCode.Usage);
    }
}
