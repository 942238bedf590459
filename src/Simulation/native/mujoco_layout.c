// Prints the field layout of MuJoCo's structs as JSON, from the headers of the version that is installed.
// The table, not a mirrored struct, is what the binding trusts; see README.md in this folder.
#include <stddef.h>
#include <stdio.h>
#include <mujoco/mujoco.h>
#include <mujoco/mjxmacro.h>

#define TEXT(x) #x
#define EXPANDED(x) TEXT(x)

static int first;

static void open_list(const char* name) { printf(",\n  \"%s\": [", name); first = 1; }

static void field(const char* kind, const char* name, const char* type, size_t offset, const char* rows, const char* columns) {
  printf("%s\n    {\"kind\":\"%s\",\"name\":\"%s\",\"type\":\"%s\",\"offset\":%zu,\"rows\":\"%s\",\"columns\":\"%s\"}",
         first ? "" : ",", kind, name, type, offset, rows, columns);
  first = 0;
}

static void number(const char* name, size_t value) {
  printf("%s\n    \"%s\": %zu", first ? "" : ",", name, value);
  first = 0;
}

#define SIZE(type) number(#type, sizeof(type));
#define PART(type, member) number(#type "." #member, offsetof(type, member));

static void sizes(void) {
  printf(",\n  \"sizes\": {"); first = 1;
  SIZE(mjtNum) SIZE(mjModel) SIZE(mjData) SIZE(mjContact) SIZE(mjWarningStat)
  SIZE(mjvScene) SIZE(mjvCamera) SIZE(mjvOption) SIZE(mjrContext)
  printf("\n  }");
}

static void parts(void) {
  printf(",\n  \"parts\": {"); first = 1;
  PART(mjModel, opt.timestep) PART(mjModel, opt.gravity)
  PART(mjModel, vis.global.offwidth) PART(mjModel, vis.global.offheight)
  PART(mjModel, vis.quality.shadowsize) PART(mjModel, vis.quality.numslices)
  PART(mjModel, vis.quality.numstacks) PART(mjModel, vis.quality.numquads)
  PART(mjContact, dist) PART(mjContact, pos) PART(mjContact, geom1) PART(mjContact, geom2)
  PART(mjWarningStat, number) PART(mjvCamera, type) PART(mjvCamera, fixedcamid)
  printf("\n  }");
}

static void constants(void) {
  printf(",\n  \"constants\": {"); first = 1;
  number("mjWARN_BADQPOS", mjWARN_BADQPOS); number("mjWARN_BADQVEL", mjWARN_BADQVEL);
  number("mjWARN_BADQACC", mjWARN_BADQACC); number("mjWARN_BADCTRL", mjWARN_BADCTRL);
  number("mjCAMERA_FIXED", mjCAMERA_FIXED); number("mjFB_OFFSCREEN", mjFB_OFFSCREEN);
  number("mjCAT_ALL", mjCAT_ALL); number("mjFONTSCALE_100", mjFONTSCALE_100);
  printf("\n  }");
}

int main(void) {
  printf("{\n  \"version\": %d", mjVERSION_HEADER);
  sizes();
  parts();
  constants();

  open_list("model");
#define X(n) field("int", #n, sizeof(((mjModel*)0)->n) == 8 ? "i64" : "i32", offsetof(mjModel, n), "", "");
#ifdef MJMODEL_SIZES
  MJMODEL_SIZES
#else
  MJMODEL_INTS
#endif
#undef X
#undef MJ_M
#define MJ_M(n) n
#define X(type, name, rows, columns) field("pointer", #name, #type, offsetof(mjModel, name), #rows, EXPANDED(columns));
  MJMODEL_POINTERS
#undef X
  printf("\n  ]");

  open_list("data");
#undef MJ_D
#define MJ_D(n) n
#define X(type, name, rows, columns) field("pointer", #name, #type, offsetof(mjData, name), #rows, EXPANDED(columns));
  MJDATA_POINTERS
#undef X
#ifdef MJDATA_ARENA_POINTERS
#define X(type, name, rows, columns) field("arena", #name, #type, offsetof(mjData, name), #rows, EXPANDED(columns));
  MJDATA_ARENA_POINTERS
#undef X
#endif
#define X(type, name) field("value", #name, #type, offsetof(mjData, name), "", "");
  MJDATA_SCALAR
#undef X
#define X(type, name, rows, columns) field("array", #name, #type, offsetof(mjData, name), EXPANDED(rows), EXPANDED(columns));
  MJDATA_VECTOR
#undef X
  printf("\n  ]\n}\n");
  return 0;
}
