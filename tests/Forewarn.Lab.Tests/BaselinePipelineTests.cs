using System.Text.Json;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Verifier;

namespace Forewarn.Lab.Tests;

/// <summary><c>train baselines</c> on what <c>train all</c> made, up to an evaluation against all three.</summary>
[Collection(PipelineCollection.Name)]
public sealed class BaselinePipelineTests(DebugPipeline pipeline)
{
    private static readonly string[] Stages = ["actions", "actions-package", "direct", "direct-package", "value"];

    [Fact]
    public async Task Baselines_are_trained_packed_and_compared()
    {
        string root = Copy();
        string[] command = ["train", "baselines", "--config", "cup", "debug", "--folder", root];
        var first = (await LabRun.Of([.. command, "--only", "value"])).Done();
        Assert.DoesNotContain("actions ...", first.Output, StringComparison.Ordinal);
        (await LabRun.Of(command)).Done();
        foreach (string stage in Stages) Assert.True(File.Exists(Path.Combine(root, "done", stage)), stage);
        Assert.DoesNotContain("...", (await LabRun.Of(command)).Done().Output, StringComparison.Ordinal);

        Assert.Equal(PromptForm.Actions, Prompt(Package(root, "cup-actions")));
        Assert.Equal(PromptForm.Choice, Prompt(Package(root, "cup-direct")));
        Assert.Equal(PromptForm.Narration, Prompt(Package(root, "cup-verifier")));

        string json = pipeline.New("baselines.json"), wishes = pipeline.New("baseline-wishes.yaml");
        File.WriteAllText(wishes, "- { text: \"pick up the mug by the rim\", accept: [rim], reject: [handle], group: trained }\n");
        string[] line = ["eval", "steering", "--episodes", "1", "--config", "cup", "debug", "--wishes", wishes, .. pipeline.Models];
        string[] named =
        [
            $"baselines.action_text={Package(root, "cup-actions")}", $"baselines.direct_category={Package(root, "cup-direct")}",
            $"baselines.value_critic={Package(root, "cup-value")}",
        ];
        (await LabRun.Of([.. line, "--json", json, .. named])).Done();
        using var results = JsonDocument.Parse(File.ReadAllText(json));
        string text = results.RootElement.ToString();
        foreach (string selector in new[] { "action text", "direct category", "value critic" })
            Assert.Contains($"\"{selector}\"", text, StringComparison.Ordinal);

        (await LabRun.Of([.. line, $"baselines.action_text={Package(root, "cup-verifier")}"])).Refused("'narration'", "'actions'");
    }

    [Fact]
    public async Task A_baseline_with_fewer_updates_than_the_verifier_is_refused()
    {
        string root = Copy();
        string[] line = ["train", "baselines", "--config", "cup", "debug", "--folder", root, "--only", "direct"];
        (await LabRun.Of([.. line, "train_verifier.training.training.steps=7"])).Refused("train_direct: steps", "at least 7");
    }

    [Fact]
    public async Task Without_the_models_of_train_all_there_is_nothing_to_build_on()
    {
        string folder = pipeline.New("empty");
        (await LabRun.Of("train", "baselines", "--folder", folder)).Refused("world, latents, verifier-text");
        (await LabRun.Of("train", "baselines", "--folder", folder, "--only", "joint")).Refused("'joint'", "direct-package");
        Assert.False(Directory.Exists(folder));
    }

    /// <summary>A copy of the finished pipeline: others count its marks.</summary>
    private string Copy()
    {
        string to = pipeline.New("baselines-" + Guid.NewGuid().ToString("N"));
        foreach (string file in Directory.GetFiles(pipeline.Root, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(pipeline.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return to;
    }

    private static string Package(string root, string name) => Path.Combine(root, "models", name);

    private static string Prompt(string folder)
    {
        using var package = ModelPackage.Load(folder, ModelKind.Verifier);
        return new VerifierModel(package).Prompt;
    }
}
