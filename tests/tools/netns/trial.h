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

/// How long a fault took, as those who were talking saw it. In milliseconds.
struct Times
{
    std::vector<double> notice; ///< from the fault's begin until the line is said to be lost
    std::vector<double> comeBack; ///< from its end until an item that waited has arrived
};

/// The real holdlined on the one side of a Testbed, some Talkers on the other, TLS between them,
/// and what faults mean to them.
class Trial : public QObject
{
    Q_OBJECT

public:
    /// The same seed: faults of the same lengths.
    Trial(Testbed &testbed, int talkers, quint32 seed);
    ~Trial() override;

    /// Everybody is talking; else what is wrong.
    Outcome<QString> start();
    /// From the fault until all have come back; else what is wrong.
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
