extern alias generator;
using System.Collections.Immutable;
using generator::Forewarn.Messages.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Forewarn.Messages.Tests.Generator;

/// <summary>The generator at work in a compilation of its own, as in a user's project.</summary>
internal sealed class GeneratorRun
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':')
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(MessageType).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private GeneratorDriver _driver;
    private Definition[] _texts;

    public GeneratorRun(params (string Path, string Text)[] definitions)
        : this([], definitions)
    {
    }

    /// <param name="referenceOnly">Paths whose classes are not wanted.</param>
    public GeneratorRun(string[] referenceOnly, params (string Path, string Text)[] definitions)
    {
        _texts = [.. definitions.Select(one => new Definition(one.Path, one.Text))];
        _driver = CSharpGeneratorDriver.Create(
            [new MessageGenerator().AsSourceGenerator()],
            _texts,
            optionsProvider: new Options(referenceOnly),
            driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        Compile("class Program { }");
    }

    public Compilation Compilation { get; private set; } = null!;

    public GeneratorRunResult Result => _driver.GetRunResult().Results[0];

    /// <summary>Everything that is wrong, from the generator and the compiler.</summary>
    public IReadOnlyList<string> Problems =>
    [
        .. Compilation.GetDiagnostics().Concat(Result.Diagnostics).Where(one => one.Severity >= DiagnosticSeverity.Warning)
            .Select(one => one.ToString()),
    ];

    public void Compile(string code)
    {
        var compilation = CSharpCompilation.Create(
            "UserPackage", [CSharpSyntaxTree.ParseText(code)], References,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _driver = _driver.RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _);
        Compilation = updated;
    }

    /// <summary>Edits one definition; the next <see cref="Compile"/> sees it.</summary>
    public void Edit(string path, string text)
    {
        var edited = new Definition(path, text);
        _driver = _driver.ReplaceAdditionalText(_texts.Single(one => one.Path == path), edited);
        _texts = [.. _texts.Where(one => one.Path != path), edited];
    }

    private sealed class Definition(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Options(string[] referenceOnly) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => new Answer(false);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Answer(false);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Answer(referenceOnly.Contains(textFile.Path));
    }

    private sealed class Answer(bool referenceOnly) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = "reference";
            return referenceOnly && key == "build_metadata.AdditionalFiles.ForewarnMessages";
        }
    }
}
