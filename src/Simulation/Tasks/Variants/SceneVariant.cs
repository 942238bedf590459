using System.Xml.Linq;
using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.Variants;

/// <summary>
/// Altered physics: named edits on the scene of a task, for transfer and for experts that the learner cannot copy. They
/// are made when the scene is loaded; a state saved under one variant is refused under another.
/// </summary>
/// <param name="Name">For lists and messages.</param>
/// <param name="Edits">Made in this order; a later one wins.</param>
public sealed record SceneVariant(string Name, IReadOnlyList<SceneEdit> Edits)
{
    /// <summary>The published physics.</summary>
    public static SceneVariant None { get; } = new("published", []);

    /// <summary>The edits in words and full precision: equal texts mean equal physics.</summary>
    public string Text => string.Join("; ", Edits);

    /// <summary>Compiles a scene with the edits of <paramref name="variants"/>, in their order.</summary>
    /// <exception cref="ForewarnException">An edit names something that the scene lacks, or MuJoCo refuses the result.</exception>
    internal static MujocoModel Load(string name, string scene, params ReadOnlySpan<SceneVariant> variants)
    {
        var document = XDocument.Parse(scene);
        foreach (var variant in variants) foreach (var edit in variant.Edits) edit.Apply(document.Root!);
        var model = MujocoModel.LoadXml(document.ToString(), name);
        try
        {
            foreach (var variant in variants) foreach (var edit in variant.Edits) edit.Apply(model);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
