namespace Forewarn.Architecture.Tests;

public sealed class LayeringTests
{
    [Fact]
    public void Every_room_is_in_the_table() =>
        Assert.Equal(RoomTable.Arrows.Keys.Order(StringComparer.Ordinal), Repository.Rooms().Select(room => room.Room));

    [Fact]
    public void Project_files_draw_only_arrows_of_the_table() =>
        Assert.Empty(Forbidden(Repository.Rooms().SelectMany(
            room => ProjectFile.RoomReferences(room.Project).Where(to => !IsPartOf(to, room.Room)).Select(to => (room.Room, to)))));

    [Fact]
    public void A_part_serves_the_compiler_alone()
    {
        foreach (var (part, room) in RoomTable.Parts)
        {
            string project = Directory.EnumerateFiles(Repository.At("src", part), "*.csproj").Single();
            Assert.Empty(ProjectFile.RoomReferences(project));
            Assert.Equal(["Microsoft.CodeAnalysis.CSharp"], ProjectFile.PackageReferences(project));
            Assert.DoesNotContain(
                BuiltAssembly.AssemblyName(project),
                BuiltAssembly.References(room, Repository.Rooms().Single(one => one.Room == room).Project));
        }
    }

    [Fact]
    public void Built_assemblies_reference_only_rooms_of_the_table() =>
        Assert.Empty(Forbidden(Repository.Rooms().SelectMany(
            room => BuiltAssembly.References(room.Room, room.Project)
                .Select(RoomOfAssembly).OfType<string>().Select(to => (room.Room, to)))));

    [Fact]
    public void The_table_has_no_cycle()
    {
        var done = new HashSet<string>();
        bool Rests(string room) => !done.Contains(room) && RoomTable.Arrows[room].All(done.Contains);
        while (RoomTable.Arrows.Keys.FirstOrDefault(Rests) is { } next) done.Add(next);

        Assert.Equal(RoomTable.Arrows.Count, done.Count);
    }

    [Fact]
    public void Package_families_stay_in_their_rooms()
    {
        var strays =
            from room in Repository.Rooms()
            from reference in BuiltAssembly.References(room.Room, room.Project)
            from family in RoomTable.Families
            where reference.StartsWith(family.Key, StringComparison.Ordinal) && !family.Value.Contains(room.Room)
            select $"{room.Room} -> {reference}";
        Assert.Empty(strays);
    }

    [Fact]
    public void Core_and_Onnx_need_nothing_but_the_base_library()
    {
        foreach (var (room, project) in Repository.Rooms().Where(room => RoomTable.BaseLibraryOnly.Contains(room.Room)))
        {
            Assert.Empty(ProjectFile.PackageReferences(project));
            Assert.All(BuiltAssembly.References(room, project), name => Assert.StartsWith("System.", name));
        }
    }

    [Fact]
    public void Only_the_training_program_its_tests_and_its_bench_carry_libtorch()
    {
        var carriers = Repository.Files(Repository.Root, "*.csproj")
            .Where(project => ProjectFile.Property(project, "CarriesTorch") == "true")
            .Select(project => Path.GetFileNameWithoutExtension(project)).Order(StringComparer.Ordinal);
        Assert.Equal(["Forewarn.Benchmarks", "Forewarn.Lab", "Forewarn.Lab.Tests", "Forewarn.Learning.Tests"], carriers);
    }

    [Fact]
    public void A_planted_arrow_is_caught() =>
        Assert.Equal(["Core -> Steering", "Learning -> Inference", "Unknown -> Core"],
            Forbidden([("Core", "Steering"), ("Steering", "Core"), ("Learning", "Inference"), ("Unknown", "Core")]));

    private static IEnumerable<string> Forbidden(IEnumerable<(string From, string To)> arrows) =>
        arrows.Where(arrow => !RoomTable.Allows(arrow.From, arrow.To)).Select(arrow => $"{arrow.From} -> {arrow.To}");

    private static bool IsPartOf(string folder, string room) => RoomTable.Parts.TryGetValue(folder, out string? whole) && whole == room;

    private static string? RoomOfAssembly(string assembly) =>
        Repository.Rooms()
            .Where(room => BuiltAssembly.AssemblyName(room.Project) == assembly)
            .Select(room => room.Room).SingleOrDefault();
}
