using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Inference;
using Forewarn.Steering;
using Forewarn.Verifier;
using Forewarn.Verifier.Chat;
using Forewarn.Verifier.Hub;

namespace Forewarn.Cli.Composition;

/// <summary>The learned baselines that a configuration names, loaded and checked against the models they are compared with.</summary>
internal sealed class BaselineModels : IDisposable
{
    private const int Modes = 6;

    private readonly List<IDisposable> _owned = [];
    private readonly SteeringModels _models;
    private readonly PlanTextNarrator? _actionText;
    private readonly ChatImageNarrator? _images;
    private readonly DirectChooser? _direct;
    private readonly LatentOutcomeClassifier? _value;

    /// <exception cref="ForewarnException">A package is missing, damaged, of another form, or of another world model.</exception>
    public BaselineModels(Home home, BaselineNames names, SteeringModels models, SteeringOptions options, RuntimeOptions runtime)
    {
        _models = models;
        try
        {
            if (names.ActionText.Length > 0) _actionText = Own(new PlanTextNarrator(Verifier(names.ActionText, steps: 1)));
            if (names.Images.Length > 0) _images = Images(names.Images);
            if (names.DirectCategory.Length > 0)
            {
                _direct = Own(new DirectChooser(Verifier(names.DirectCategory, models.LatentSteps), options.Permutations));
                _direct.WarmUp(Modes);
            }

            if (names.ValueCritic.Length > 0)
                _value = Own(new LatentOutcomeClassifier(Load(names.ValueCritic, ModelKind.Classifier)));
        }
        catch
        {
            Dispose();
            throw;
        }

        VerifierModel Verifier(string name, int steps)
        {
            var model = new VerifierModel(Load(name, ModelKind.Verifier), models.WorldManifest.Name);
            // Checked here: in a study a latent of the wrong size would only show as a wish that cannot be read.
            if (model.LatentSize != models.LatentSize || (model.Prompt == PromptForm.Choice && model.LatentSteps != steps))
                throw ForewarnException.Of($"baseline '{name}'", $"latents [H={model.LatentSteps}, Z={model.LatentSize}]",
                    $"[H={steps}, Z={models.LatentSize}] as the verifier has", "Train the baselines from the same world model.", ExitCode.Usage);
            return model;
        }

        // Nothing else in the program opens a vision graph.
        ChatImageNarrator Images(string name)
        {
            var decoder = Own(HubDecoder.Open(home.Package(name), "", runtime, Modes));
            var vision = Own(HubVision.Open(home.Package(name), decoder.Model.Width, "", runtime));
            return Own(new ChatImageNarrator(decoder, vision, models.WorldModel, ChatQuestions.Default));
        }

        ModelPackage Load(string name, string kind)
        {
            var package = Own(ModelPackage.Load(home.Package(name), kind, runtime));
            Hashes[package.Manifest.Name] = package.Manifest.Sha256;
            return package;
        }
    }

    /// <summary>Identity (SHA-256, hex) of every package, by package name.</summary>
    public Dictionary<string, string> Hashes { get; } = [];

    /// <summary>One selector per baseline that is named.</summary>
    /// <param name="chooser">The choice in text that follows every narration.</param>
    public IEnumerable<ISelector> Selectors(INarrationChooser chooser)
    {
        if (_actionText is not null) yield return new ActionTextSelector(_models.WorldModel, _actionText, chooser);
        if (_images is not null) yield return new PictureSelector(_images, chooser);
        if (_direct is not null) yield return new DirectCategorySelector(_direct);
        if (_value is not null) yield return new ValueCriticSelector(_value);
    }

    public void Dispose()
    {
        for (int i = _owned.Count - 1; i >= 0; i--) _owned[i].Dispose();
        _owned.Clear();
    }

    private T Own<T>(T item)
        where T : IDisposable
    {
        _owned.Add(item);
        return item;
    }
}
