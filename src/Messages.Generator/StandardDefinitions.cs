using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace Forewarn.Messages.Generator;

/// <summary>The definitions whose classes Forewarn.Messages itself holds; other packages refer to them without carrying them.</summary>
internal static class StandardDefinitions
{
    private static readonly Lazy<SchemaCatalog> Loaded = new(Load, LazyThreadSafetyMode.ExecutionAndPublication);

    public static SchemaCatalog Catalog => Loaded.Value;

    private static SchemaCatalog Load()
    {
        var catalog = new SchemaCatalog();
        var assembly = typeof(StandardDefinitions).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(DefinitionFile.IsDefinition))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            catalog.Add(new DefinitionFile(name, reader.ReadToEnd(), ReferenceOnly: true).Parse());
        }

        return catalog;
    }
}
