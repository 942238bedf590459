using Forewarn.Messages.Tests.Wire;

namespace Forewarn.Messages.Tests.Schema;

public sealed class MarshallingOpsTests
{
    private const string Shapes =
        """
        bool a
        byte b
        char c
        int8 d
        uint16 e
        int32 f
        uint64 g
        float32 h
        float64 i
        string j
        string<=7 k
        bool[3] l
        int16[5] m
        string[2] n
        string<=7[2] o
        Inner[3] p
        float32[] q
        bool[] r
        string[] s
        string<=7[] t
        Inner[] u
        float64[<=4] v
        string[<=4] w
        string<=7[<=4] x
        Inner[<=4] y
        Inner z
        """;

    [Fact]
    public void Every_type_of_the_set_is_compiled_as_idlc_does()
    {
        if (!IdlCompiler.IsInstalled) Assert.Skip("idlc, its headers or gcc are not installed: apt install cyclonedds-tools cyclonedds-dev gcc");
        var catalog = StandardSet.Collect(StandardSet.All.Concat(
        [
            InterfaceParser.Parse("shapes", InterfaceKind.Message, "Inner", "uint8 a\nint64 b\nstring c"),
            InterfaceParser.Parse("shapes", InterfaceKind.Message, "All", Shapes),
        ]));
        var types = InOrder(StandardSet.Types.Append(catalog.Find("shapes/msg/All")!), catalog);
        var services = StandardSet.All.Where(one => one.Kind == InterfaceKind.Service).SelectMany(one => one.Messages).ToArray();
        string idl = string.Concat(types.Select(type => IdlText.Of(type))) + string.Concat(services.Select(type => IdlText.Of(type, true)));
        var compiled = IdlCompiler.Compile(
            idl, types.Select(type => IdlText.CName(type)).Concat(services.Select(type => IdlText.CName(type, true))));
        Assert.True(compiled.Count > 150, $"{compiled.Count} types");
        foreach (var type in types) Check(type, MarshallingOps.Of(type, catalog), compiled[IdlText.CName(type)]);
        foreach (var type in services)
            Check(type, MarshallingOps.Of(type, catalog, serviceHeader: true), compiled[IdlText.CName(type, true)]);
    }

    // Words that idlc 0.10.2 wrote for this type.
    [Fact]
    public void Joint_state()
    {
        var program = SensorMsgs.JointState.Type.Program;
        Assert.Equal(
            [
                0x010D0000, 0, 0x0003000C, 0x01070500, 16, 0x01070402, 40, 0x01070402, 64, 0x01070402, 88, 0,
                0x010D0000, 0, 0x00030006, 0x01050000, 8, 0,
                0x01030004, 0, 0x01030000, 4, 0,
            ],
            program.Ops.ToArray());
        Assert.Equal((112, 8, false), (program.Size, program.Align, program.FixedSize));
    }

    [Fact]
    public void Service_parts_begin_with_a_header_of_16_bytes()
    {
        var request = StdSrvs.SetBoolRequest.Type;
        Assert.Equal([0x010E0000, 0, 0], request.Program.Ops.ToArray());
        Assert.Equal([0x01040000, 0, 0x01040000, 8, 0x010E0000, 16, 0], request.ServiceProgram!.Ops.ToArray());
        Assert.Equal((24, 8, true), (request.ServiceProgram.Size, request.ServiceProgram.Align, request.ServiceProgram.FixedSize));
    }

    [Fact]
    public void Services_and_actions_alone_have_programs_with_a_header() => Assert.All(
        MessageSet.All,
        one => Assert.Equal(
            one.Type.Name.EndsWith("_Request", StringComparison.Ordinal) || one.Type.Name.EndsWith("_Response", StringComparison.Ordinal),
            one.Type.ServiceProgram is not null));

    private static void Check(
        MessageSchema type, MarshallingOps ours, (uint[] Ops, int Instructions, int Size, int Align, bool FixedSize) theirs)
    {
        Assert.True(ours.Ops.SequenceEqual(theirs.Ops), $"{type.Name}\n{Show([.. ours.Ops])}\n{Show(theirs.Ops)}");
        Assert.Equal(
            (type.Name, theirs.Instructions, theirs.Size, theirs.Align, theirs.FixedSize),
            (type.Name, ours.Instructions, ours.Size, ours.Align, ours.FixedSize));
    }

    private static string Show(uint[] ops) => string.Join(' ', ops.Select(word => word.ToString("x")));

    private static List<MessageSchema> InOrder(IEnumerable<MessageSchema> types, SchemaCatalog catalog)
    {
        var done = new List<MessageSchema>();
        void Add(MessageSchema type)
        {
            if (done.Contains(type)) return;
            foreach (var field in type.Fields.Where(field => field.Kind == FieldKind.Nested)) Add(catalog.Resolve(type, field));
            done.Add(type);
        }

        foreach (var type in types) Add(type);
        return done;
    }
}
