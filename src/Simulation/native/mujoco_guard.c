// MuJoCo's error handler must not return, and a C# exception must not cross C frames. This guard jumps out of the
// failing call over MuJoCo's own C frames only and hands a status code to the caller.
// It needs neither MuJoCo's headers nor its library: the caller passes the address of the variable mju_user_error.
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef intptr_t (*guarded)(intptr_t, intptr_t, intptr_t, intptr_t, intptr_t, intptr_t, intptr_t);
typedef void (*step)(void*, void*);

static __thread jmp_buf* way_out;
static __thread char message[1024];

static void on_error(const char* text) {
  strncpy(message, text ? text : "", sizeof message - 1);
  if (way_out) longjmp(*way_out, 1);
  fprintf(stderr, "fatal MuJoCo error outside a guarded call: %s\n", message);
  abort();
}

void forewarn_mujoco_install(void (**user_error)(const char*)) { *user_error = on_error; }

const char* forewarn_mujoco_error(void) { return message; }

// Integer and pointer arguments only. Surplus arguments are harmless: the caller cleans up in the C calling
// conventions of x86-64 and AArch64 Linux.
int forewarn_mujoco_call(void* function, const intptr_t* a, intptr_t* result) {
  jmp_buf here;
  jmp_buf* outer = way_out;
  if (setjmp(here)) {
    way_out = outer;
    return 1;
  }
  way_out = &here;
  *result = ((guarded)function)(a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
  way_out = outer;
  return 0;
}

int forewarn_mujoco_steps(void* function, void* model, void* data, int count) {
  jmp_buf here;
  jmp_buf* outer = way_out;
  if (setjmp(here)) {
    way_out = outer;
    return 1;
  }
  way_out = &here;
  for (int i = 0; i < count; i++) ((step)function)(model, data);
  way_out = outer;
  return 0;
}
