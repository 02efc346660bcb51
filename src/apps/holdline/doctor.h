// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace holdline {

/// The result of one check of `holdline --doctor`, in words for people.
struct Finding
{
    enum class Level { Fine, Warning, Failure };

    Level level;
    QString subject;
    QString text;
    QString advice{}; ///< what to do about it; may be empty
};

/// Checks one part of the surroundings, once. Owned by a Doctor; main thread.
class DoctorCheck : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    /// Begins the check. It emits found() any number of times, and finished() within seconds.
    virtual void start() = 0;

Q_SIGNALS:
    void found(const holdline::Finding &finding);
    void finished();
};

/// Runs one check after the other and prints what they find. Runs on the main thread of a program
/// that does nothing else.
class Doctor : public QObject
{
    Q_OBJECT

public:
    explicit Doctor(std::vector<std::unique_ptr<DoctorCheck>> checks);

    void start();

Q_SIGNALS:
    /// `exitCode` is 1 if a check has failed, otherwise 0.
    void finished(int exitCode);

private:
    void next();
    void print(const Finding &finding);

    std::vector<std::unique_ptr<DoctorCheck>> m_checks;
    std::size_t m_current = 0;
    int m_warnings = 0;
    int m_failures = 0;
};

} // namespace holdline
