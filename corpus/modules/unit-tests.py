# unittest: cases, fixtures, sub-tests, skips, expected failures, a runner that writes to a text.
import io, unittest
class Sums(unittest.TestCase):
    @classmethod
    def setUpClass(cls): print('class')
    def setUp(self): self.one = 1
    def tearDown(self): print('down')
    def test_equal(self): self.assertEqual(self.one + 1, 2)
    def test_unequal(self): self.assertEqual([1, 2], [1, 3])
    def test_raises(self):
        with self.assertRaisesRegex(ValueError, 'invalid') as caught: int('x')
        self.assertIn('literal', str(caught.exception))
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i, self.one)
    def test_error(self): self.addCleanup(print, 'clean'); raise KeyError('k')
    @unittest.skip('never')
    def test_skipped(self): pass
    def test_skips(self): self.skipTest('now')
    @unittest.expectedFailure
    def test_expected(self): self.fail()
    @unittest.expectedFailure
    def test_unexpected(self): pass
suite = unittest.defaultTestLoader.loadTestsFromTestCase(Sums)
out = io.StringIO()
result = unittest.TextTestRunner(stream=out, verbosity=2).run(suite)
print(len(result.failures), len(result.errors), len(result.skipped), len(result.expectedFailures), len(result.unexpectedSuccesses))
for line in out.getvalue().splitlines():
    if ' ... ' in line or line.startswith(('FAILED', 'FAIL:', 'ERROR:', 'AssertionError', 'KeyError')): print(line)
