using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Forewarn.Messages.Generator;

/// <summary>
/// Writes C# classes for the <c>.msg</c>, <c>.srv</c> and <c>.action</c> files among a project's additional files. An edit
/// of C# code does not run it again; an edit of one definition rewrites the classes whose text it changes.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class MessageGenerator : IIncrementalGenerator
{
    /// <summary>Step names by which tests watch what is run again.</summary>
    internal const string DefinitionsStep = "Definitions", GenerationStep = "Generation";

    private const string Owner = "Forewarn.Messages";
    private const string ReferenceMetadata = "build_metadata.AdditionalFiles.ForewarnMessages";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var definitions = context.AdditionalTextsProvider
            .Where(static text => DefinitionFile.IsDefinition(text.Path))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancel) => new DefinitionFile(
                pair.Left.Path,
                pair.Left.GetText(cancel)?.ToString() ?? "",
                pair.Right.GetOptions(pair.Left).TryGetValue(ReferenceMetadata, out string? use) && use == "reference"))
            .WithTrackingName(DefinitionsStep);
        var owns = context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName == Owner);
        var generated = definitions.Collect().Combine(owns)
            .Select(static (pair, _) => Generation.Run(pair.Left, pair.Right))
            .WithTrackingName(GenerationStep);
        context.RegisterSourceOutput(
            generated.SelectMany(static (all, _) => all.Files),
            static (output, file) => output.AddSource(file.HintName, file.Text));
        context.RegisterSourceOutput(
            generated.SelectMany(static (all, _) => all.Findings),
            static (output, finding) => output.ReportDiagnostic(finding.ToDiagnostic()));
    }
}
