# A frame that a traceback keeps owns the frame that called it.
class C:
    def __del__(self):
        print("dies")


saved = None


def inner():
    global saved
    try:
        1 / 0
    except ZeroDivisionError as e:
        saved = e


def outer():
    held = C()
    inner()
    print("left")


outer()
saved = None
print("end")
