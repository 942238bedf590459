using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Forewarn.Messages.Generator;

/// <summary>Turns all definitions of a compilation into source texts and findings.</summary>
internal sealed class Generation
{
    private readonly ImmutableArray<GeneratedFile>.Builder _files = ImmutableArray.CreateBuilder<GeneratedFile>();
    private readonly ImmutableArray<Finding>.Builder _findings = ImmutableArray.CreateBuilder<Finding>();

    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

    private Generation()
    {
    }

    /// <param name="ownsStandard">Whether this compilation is the one that holds the classes of the standard definitions.</param>
    public static (ImmutableArray<GeneratedFile> Files, ImmutableArray<Finding> Findings) Run(
        ImmutableArray<DefinitionFile> definitions, bool ownsStandard)
    {
        var generation = new Generation();
        var standard = ownsStandard ? null : StandardDefinitions.Catalog;
        var catalog = new SchemaCatalog(standard);
        var read = new List<(DefinitionFile File, InterfaceSchema Schema)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in definitions.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            if (generation.Read(file) is not { } schema) continue;
            if (!names.Add(schema.Name))
            {
                generation.Find(Rules.Twice, file, 0, $"{schema.Name}: found a second definition of this type. Keep one of them.");
                continue;
            }

            if (standard?.Find(schema.Messages[0].Name) is { } known)
            {
                generation.Compare(file, schema, known, standard);
                continue;
            }

            catalog.Add(schema);
            read.Add((file, schema));
        }

        var classes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, schema) in read.Where(one => !one.File.ReferenceOnly))
        {
            if (generation.ClaimNames(file, schema, classes)) generation.Write(file, schema, catalog);
        }

        return (generation._files.ToImmutable(), generation._findings.ToImmutable());
    }

    private InterfaceSchema? Read(DefinitionFile file)
    {
        try
        {
            return file.Parse();
        }
        catch (InterfaceSyntaxException error)
        {
            Find(error.Unsupported ? Rules.Unsupported : Rules.Syntax, file, error.Line, error.Message);
        }
        catch (MisplacedDefinitionException error)
        {
            Find(Rules.Misplaced, file, 0, error.Message);
        }

        _unread.Add(file.TypeName);
        return null;
    }

    /// <returns>False when another definition has a class of one of the names.</returns>
    private bool ClaimNames(DefinitionFile file, InterfaceSchema schema, Dictionary<string, string> classes)
    {
        foreach (string name in InterfaceSource.ClassesOf(schema))
        {
            if (classes.TryGetValue(name, out string? other))
            {
                Find(
                    Rules.Clash, file, 0,
                    $"{schema.Name}: found a class {name.Replace("global::", "")} that {other} has too. Rename one of them.");
                return false;
            }

            classes[name] = schema.Name;
        }

        return true;
    }

    private void Compare(DefinitionFile file, InterfaceSchema schema, MessageSchema known, SchemaCatalog standard)
    {
        var own = new SchemaCatalog(standard);
        own.Add(schema);
        if (TypeHash.Describe(schema.Messages[0], own) == TypeHash.Describe(known, standard)) return;
        Find(
            Rules.Differs, file, 0,
            $"{schema.Name}: found other fields than Forewarn.Messages has, whose class is used. Remove this file.");
    }

    private void Write(DefinitionFile file, InterfaceSchema schema, SchemaCatalog catalog)
    {
        try
        {
            _files.Add(new(schema.Name.Replace('/', '.') + ".g.cs", InterfaceSource.Of(schema, catalog)));
        }
        catch (NameClashException error)
        {
            Find(Rules.Clash, file, error.Line, error.Message);
        }
        catch (InterfaceSyntaxException error)
        {
            // What is wrong with another definition is told there, once.
            bool elsewhere = _unread.Contains(error.Missing)
                || (error.Owner.Length > 0 && schema.Messages.All(message => message.Name != error.Owner));
            if (!elsewhere) Find(Rules.Unresolved, file, error.Line, error.Message);
        }
    }

    private void Find(string id, DefinitionFile file, int line, string message) => _findings.Add(new(id, file.Path, line, message));
}
