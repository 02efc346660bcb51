// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "support/serverprocess.h"
#include "support/testcertificate.h"
#include "tools/attack/scene.h"

#include <QTemporaryDir>

#include <memory>

namespace holdline::attack {

/// The real server in one scene. The attacker is a process of its own with a low priority, so that
/// the neighbour measures the server and not the attacker.
class Trial
{
public:
    struct Figures
    {
        double quiet; ///< ms until a question is answered, the 95th percentile, before the attack
        double attacked; ///< the same during the attack
        double after; ///< the same after it; much more than `quiet` if the machine got busy
        qint64 grown; ///< the most memory in bytes that the server grew since before the attack
        double ratio() const { return attacked / quiet; }
        /// True if other programs have disturbed the measurement, so that it should be repeated.
        bool isDisturbed() const { return after > 1.5 * quiet || quiet > 1.5 * after; }
    };

    /// --held-memory of the server, MB.
    static constexpr int kHeldMemory = 64;

    explicit Trial(const Scene &scene);

    /// Starts the server and lets its neighbour ask, first without and then during the attack. To
    /// be called once. Fails with a sentence, for example about a question that is not answered.
    Result<Figures, QString> run();

private:
    QStringList serverArguments() const;
    QStringList attackArguments() const;
    Outcome<QString> prepare();
    bool start();
    Outcome<QString> storeSession();
    Result<double, QString> askFor(Duration duration);
    bool admitsNewcomers();

    Scene m_scene;
    QTemporaryDir m_folder; ///< for the file of tokens
    std::unique_ptr<testing::TestCertificate> m_certificate;
    std::unique_ptr<testing::ServerProcess> m_server;
    std::unique_ptr<Neighbour> m_neighbour;
    QByteArray m_storedSession; ///< the id of the stored session
};

} // namespace holdline::attack
