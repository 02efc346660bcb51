// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/childprocess.h"
#include "support/testcertificate.h"
#include "tools/netns/testbed.h"

#include <QTemporaryDir>

#include <memory>
#include <random>
#include <vector>

namespace holdline::netns {

/// The effects of a fault on the clients that were talking, in milliseconds.
struct Times
{
    std::vector<double> notice; ///< from the begin of the fault until the line is reported as lost
    std::vector<double> comeBack; ///< from the end of the fault until a waiting item has arrived
};

/// The real holdlined on one side of a Testbed, some Talkers on the other, TLS between them, and
/// the effects of faults on them.
class Trial : public QObject
{
    Q_OBJECT

public:
    /// The same seed gives faults of the same lengths.
    Trial(Testbed &testbed, int talkers, quint32 seed);
    ~Trial() override;

    /// Starts all talkers and waits until they talk. Fails with a sentence.
    Outcome<QString> start();
    /// Lasts from the fault until all talkers are back. Fails with a sentence.
    Outcome<QString> suffer(Fault fault, Times &times);

private:
    struct Caller;

    QStringList serverArguments() const;
    void onLine(Caller &caller, const QString &line);
    void pause(int shortest, int longest);

    Testbed &m_testbed;
    std::mt19937 m_random;
    QTemporaryDir m_folder;
    testing::TestCertificate m_certificate;
    std::unique_ptr<testing::ChildProcess> m_server;
    std::vector<std::unique_ptr<Caller>> m_callers;
};

} // namespace holdline::netns
