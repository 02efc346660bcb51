// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QByteArray>
#include <QDirIterator>
#include <QFile>
#include <QRandomGenerator>

#include <cstdint>
#include <cstdio>

// libFuzzer defines this name and signature.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

void run(const QByteArray &input)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(input.constData()),
                           static_cast<std::size_t>(input.size()));
}

/// Replaces, removes or inserts one to four bytes, or cuts off the end.
QByteArray mutated(QByteArray input, QRandomGenerator &random)
{
    for (int change = random.bounded(1, 5); change > 0 && !input.isEmpty(); --change) {
        const qsizetype at = random.bounded(static_cast<int>(input.size()));
        const char byte = static_cast<char>(random.bounded(256));
        switch (random.bounded(4)) {
        case 0:
            input[at] = byte;
            break;
        case 1:
            input.remove(at, 1);
            break;
        case 2:
            input.insert(at, byte);
            break;
        default:
            input.truncate(at);
            break;
        }
    }
    return input;
}

} // namespace

/// Replaces libFuzzer: runs every file of a folder through the entry, and a thousand mutations of
/// each. The mutations are always the same.
int main(int argc, char **argv)
{
    constexpr int kMutations = 1000;
    int inputs = 0;
    QRandomGenerator random(2026);
    QDirIterator files(QString::fromLocal8Bit(argc > 1 ? argv[1] : ""), QDir::Files);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly)) {
            std::fprintf(stderr, "cannot read %s\n", qPrintable(file.fileName()));
            return 1;
        }
        const QByteArray input = file.readAll();
        run(input);
        for (int i = 0; i < kMutations; ++i)
            run(mutated(input, random));
        ++inputs;
    }
    std::printf("%d inputs with %d mutations each\n", inputs, kMutations);
    return inputs > 0 ? 0 : 1;
}
